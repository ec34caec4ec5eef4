import { createColors } from "picocolors";

/** Where progress is shown: at a terminal it ticks, elsewhere each step is one line. */
export interface Progress {
  /** Runs a step under a name; the result's text, if any, stands behind it when it is done. */
  step<Result>(name: string, run: () => Promise<Result>, done?: (result: Result) => string): Promise<Result>;
  line(text: string): void;
  readonly colors: ReturnType<typeof createColors>;
}

/** Progress on a stream, colourless unless it is a terminal and `NO_COLOR` is unset. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  const isTerminal = stream.isTTY === true;
  const colors = createColors(isTerminal && !process.env.NO_COLOR);
  const line = (text: string) => void stream.write(`${text}\n`);
  return {
    line,
    colors,
    async step(name, run, done = () => "") {
      const start = performance.now();
      const elapsed = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
      const show = () => stream.write(`\r\u001b[2K${colors.dim("…")} ${name} ${colors.dim(elapsed())}`);
      if (isTerminal) show();
      else line(`… ${name}`);
      const timer = isTerminal ? setInterval(show, 200) : undefined;
      const finish = (mark: string, detail: string) => {
        clearInterval(timer);
        if (isTerminal) stream.write("\r\u001b[2K");
        line(`${mark} ${name} ${colors.dim(elapsed())}${detail && ` ${detail}`}`);
      };
      try {
        const result = await run();
        finish(colors.green("✓"), done(result));
        return result;
      } catch (error) {
        finish(colors.red("✗"), "");
        throw error;
      }
    },
  };
}
