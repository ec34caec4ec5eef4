import { createJudge, type Judge } from "./judge.ts";

/** One part of a proof: what it finds, it tells the judge. */
export type Part<Settings> = (settings: Settings, judge: Judge) => Promise<void>;

/** A long proof: its parts, and how it is told what to do. */
export interface Proof<Settings> {
  /** The options, as they stand behind the verb. */
  readonly usage: string;
  /** The parts, in the order in which they run. */
  readonly parts: Readonly<Record<string, Part<Settings>>>;
  /**
   * Reads the arguments of the command line.
   *
   * @throws TypeError where they make no sense
   */
  read(args: readonly string[]): Choice<Settings>;
  /** Said behind the version of Node: how to repeat it. */
  heading?(settings: Settings): string;
}

/** What somebody has asked for. */
export interface Choice<Settings> {
  /** Names of the parts to run. */
  readonly only: readonly string[];
  readonly settings: Settings;
}

/** Exit codes: something does not hold, or the arguments make no sense. */
const [FAILED, WRONG_USAGE] = [1, 2];

/** Runs a proof, part by part, and answers with the exit code. */
export async function runProof<Settings>(
  name: string,
  { usage, parts, read, heading }: Proof<Settings>,
  args: readonly string[],
): Promise<number> {
  let choice: Choice<Settings>;
  try {
    choice = read(args);
  } catch (error) {
    console.error(`${(error as Error).message}\nUsage: npm run proof:${name} -- ${usage}`);
    return WRONG_USAGE;
  }
  const { only, settings } = choice;
  console.log(`Proof on Node ${process.versions.node}${heading?.(settings) ?? ""}`);
  let failed = 0;
  for (const [part, prove] of Object.entries(parts)) {
    if (!only.includes(part)) continue;
    const started = performance.now();
    const judge = createJudge();
    await prove(settings, judge);
    failed += judge.failures;
    const verdict = judge.failures === 0 ? "holds" : `${judge.failures} failures`;
    console.log(`   ${verdict}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  return failed === 0 ? 0 : FAILED;
}
