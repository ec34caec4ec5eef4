import { parseArgs } from "node:util";

/** How the proof is to run. */
export interface ProofOptions {
  readonly seed: number;
  /** The parts to run. */
  readonly parts: readonly Part[];
  /** In place of the numbers that the parts have. */
  readonly payloads: number | undefined;
  readonly schemas: number;
  /** Whether a time above its bound fails. */
  readonly clock: boolean;
}

/** a: mutated payloads, b: agreement, c: hostile payloads. */
export type Part = "a" | "b" | "c";

const usage =
  "Usage: npm run proof:codec -- [--seed N] [--only a|b|c] [--payloads N] [--schemas N] [--no-clock: times are shown, not judged]";

/** Reads the arguments of the command line; ends the process with the usage, exit code 2, where they make no sense. */
export function readOptions(args: readonly string[]): ProofOptions {
  try {
    return parse(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}

function parse(args: readonly string[]): ProofOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string" },
      only: { type: "string" },
      payloads: { type: "string" },
      schemas: { type: "string", default: "1000" },
      "no-clock": { type: "boolean", default: false },
    },
  });
  const parts = (["a", "b", "c"] as const).filter((part) => (values.only ?? "abc").includes(part));
  if (parts.length === 0) throw new TypeError("expected a, b or c behind --only");
  return {
    seed: values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : wholeNumber(values.seed),
    parts,
    payloads: values.payloads === undefined ? undefined : wholeNumber(values.payloads),
    schemas: wholeNumber(values.schemas),
    clock: !values["no-clock"],
  };
}

function wholeNumber(text: string): number {
  if (!/^[0-9]{1,10}$/.test(text)) throw new TypeError(`expected a whole number, found ${text}`);
  return Number(text);
}
