import { parseArgs } from "node:util";
import { everyCase } from "./corpus/corpus.ts";
import { parts } from "./parts.ts";

/** What was asked for at the command line. */
export interface Options {
  readonly select: readonly RegExp[];
  readonly json: boolean;
  readonly readme: boolean;
  readonly plot: boolean;
  readonly help: boolean;
  /** A short look, in place of figures. */
  readonly quick: boolean;
  /** Parts of the corpus. */
  readonly only: readonly string[];
  /** Messages of the corpus. */
  readonly message: readonly string[];
  readonly compare?: string;
  readonly rounds?: number;
}

/** The text of `--help`. */
export const usage = `Usage: npm run bench -- [options] [regex …]

  regex            measures the groups that match, such as apart/senml, decode/status, errors, hostile, import
  --only PART      measures a part of the corpus: ${parts.join(", ")}
  --message NAME   measures one message of the corpus, such as senml
  --quick          ours and cbor-x alone, in few rounds
  --rounds N       figures per row of what is measured in one process (7)
  --json           prints the report as JSON alone
  --compare FILE   compares with a report that --json wrote
  --readme         writes the tables into packages/bench/results/performance.md, one by group into the READMEs
  --plot           writes the plots into packages/bench/results`;

/**
 * Reads the arguments.
 *
 * @throws TypeError for an option, a part or a message that is not there, SyntaxError for a bad regular expression
 */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      readme: { type: "boolean", default: false },
      plot: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      message: { type: "string", multiple: true, default: [] },
      compare: { type: "string" },
      rounds: { type: "string" },
    },
  });
  const { rounds, compare, ...flags } = values;
  for (const part of flags.only) {
    if (!parts.includes(part)) throw new TypeError(`--only: expected one of ${parts.join(", ")}`);
  }
  for (const name of flags.message) {
    if (everyCase.every((one) => one.name !== name)) {
      throw new TypeError(`--message: expected one of ${everyCase.map((one) => one.name).join(", ")}`);
    }
  }
  const count = Number(rounds ?? 1);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new TypeError("--rounds: expected a whole number above 0");
  return {
    ...flags,
    select: positionals.map((text) => new RegExp(text)),
    ...(compare === undefined ? {} : { compare }),
    ...(rounds === undefined ? {} : { rounds: count }),
  };
}
