import { coloursFor } from "./colours.ts";
import { count } from "./count.ts";

const BAR = 24;
const EVERY_MS = 100;

/** How far a long run has come. */
export interface Progress {
  /** Tells the state; drawn ten times a second at the most. */
  update(state: { readonly bytes: number; readonly lines: number; readonly rejected: number }): void;
  /** Takes the bar away, so that something else can be written. */
  clear(): void;
}

const silent: Progress = { update: () => {}, clear: () => {} };

/** A progress bar on standard error when that is a terminal; without `total` bytes, it counts. */
export function createProgress(total: number | undefined): Progress {
  const screen = process.stderr;
  if (!screen.isTTY) return silent;
  const { cyan, dim, red } = coloursFor(screen);
  const started = performance.now();
  let drawn = started;

  return {
    update({ bytes, lines, rejected }) {
      const now = performance.now();
      if (now - drawn < EVERY_MS) return;
      drawn = now;
      const rate = `${count(Math.round((lines * 1000) / (now - started)))}/s`;
      const done = total === undefined ? undefined : Math.min(1, bytes / Math.max(1, total));
      const filled = Math.round((done ?? 0) * BAR);
      const roomy = (screen.columns || 80) >= 78;
      const bar =
        done !== undefined && roomy ? [cyan("━".repeat(filled)) + dim("─".repeat(BAR - filled))] : [];
      const percent = done === undefined ? [] : [`${Math.floor(done * 100)} %`.padStart(5)];
      const rejects = rejected > 0 ? [red(`${count(rejected)} rejected`)] : [];
      screen.write(`\r\x1b[2K${[...bar, ...percent, `${count(lines)} lines`, ...rejects, rate].join("  ")}`);
    },
    clear: () => void screen.write("\r\x1b[2K"),
  };
}
