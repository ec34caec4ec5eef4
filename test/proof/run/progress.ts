import { count } from "./figures.ts";

/** How far a part has come. */
export interface Progress {
  update(done: number): void;
  /** Takes the bar away. */
  end(): void;
}

const BAR = 30;

/** A bar on a terminal; a line at each tenth where the output is piped. */
export function createProgress(total: number): Progress {
  const started = performance.now();
  const rate = (done: number) => `${count((done * 1000) / (performance.now() - started))}/s`;
  let tenths = 0;
  if (!process.stdout.isTTY) {
    return {
      update(done) {
        const reached = Math.floor((10 * done) / total);
        if (reached > tenths) console.log(`   ${count(done)} of ${count(total)}, ${rate(done)}`);
        tenths = Math.max(tenths, reached);
      },
      end: () => {},
    };
  }
  return {
    update(done) {
      const filled = Math.min(BAR, Math.round((BAR * done) / total));
      const bar = "━".repeat(filled) + "─".repeat(BAR - filled);
      process.stdout.write(`\r\x1b[2K   ${bar}  ${count(done)} of ${count(total)}  ${rate(done)}`);
    },
    end: () => void process.stdout.write("\r\x1b[2K"),
  };
}
