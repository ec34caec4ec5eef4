import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { count } from "../run/figures.ts";
import type { Judge } from "../run/judge.ts";
import { hostilePayloads, outcome, readers } from "./parts/hostile.ts";
import type { MemoryReport } from "./parts/hostile-memory.ts";
import type { CodecSettings } from "./settings.ts";

const ROUNDS = 31;
/** Milliseconds for a payload of up to 64 KiB. */
const AT_MOST = 0.1;
const SMALL = 1 << 16;
/** Bytes. */
const MEMORY = 64 << 20;

interface Timing {
  readonly id: string;
  readonly bytes: number;
  readonly reader: string;
  readonly outcome: string;
  readonly median: number;
}

/** Part c: how long the hostile payloads take, and how much memory a process needs for all of them. */
export async function proveHostile({ clock }: CodecSettings, judge: Judge): Promise<void> {
  const payloads = hostilePayloads();
  console.log(`\nc. ${payloads.length} hostile payloads, median of ${ROUNDS} after as many to warm up`);
  const timings = payloads.flatMap(({ id, payload }) =>
    Object.entries(readers).map(([reader, read]): Timing => {
      const median = medianOf(() => outcome(read, payload));
      return { id, bytes: payload.length, reader, outcome: outcome(read, payload), median };
    }),
  );
  timings.sort((one, other) => other.median - one.median);
  const small = timings.filter(({ bytes }) => bytes <= SMALL);
  const large = timings.filter(({ bytes }) => bytes > SMALL);
  print("up to 64 KiB, the worst:", small.slice(0, 5));
  print("larger, the worst:", large.slice(0, 3));

  const memory = await measureMemory();
  console.log(
    `   all of them in a process with --max-old-space-size=64: ${mega(memory.growth)} more resident memory at its peak, ${mega(memory.heap)} of heap`,
  );
  judge.fail([
    ...small
      .filter(({ median }) => clock && median > AT_MOST)
      .map((timing) => `${timing.id} takes ${timing.median.toFixed(3)} ms with ${timing.reader}`),
    ...(memory.growth > MEMORY ? [`${mega(memory.growth)} of memory, expected at most ${mega(MEMORY)}`] : []),
  ]);
}

function medianOf(run: () => unknown): number {
  for (let round = 0; round < ROUNDS; round++) run();
  const taken = Array.from({ length: ROUNDS }, () => {
    const before = performance.now();
    run();
    return performance.now() - before;
  });
  return taken.sort((one, other) => one - other)[ROUNDS >> 1] as number;
}

async function measureMemory(): Promise<MemoryReport> {
  const child = fileURLToPath(new URL("./parts/hostile-memory.js", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--max-old-space-size=64", child]);
  return JSON.parse(stdout) as MemoryReport;
}

function print(heading: string, timings: readonly Timing[]): void {
  console.log(`   ${heading}`);
  for (const { id, bytes, reader, outcome: end, median } of timings) {
    const size = `${count(bytes)} B`.padStart(12);
    console.log(`   ${`${median.toFixed(4)} ms`.padStart(12)}${size}  ${id}, ${reader}: ${end}`);
  }
}

const mega = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
