import { parseArgs } from "node:util";

/** What was asked for at the command line. */
export interface Options {
  readonly select: readonly RegExp[];
  readonly json: boolean;
  readonly readme: boolean;
  readonly plot: boolean;
  readonly help: boolean;
  readonly compare?: string;
  readonly rounds?: number;
}

/** The text of `--help`. */
export const usage = `Usage: npm run bench -- [options] [regex …]

  regex            measures the groups that match, such as decode/status, errors, hostile, import
  --rounds N       figures per row (11)
  --json           prints the report as JSON alone
  --compare FILE   compares with a report that --json wrote
  --readme         writes the tables into packages/bench/results/performance.md, four rows into the READMEs
  --plot           writes the plots into packages/bench/results`;

/**
 * Reads the arguments.
 *
 * @throws TypeError for an option that is not there, SyntaxError for a bad regular expression
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
      compare: { type: "string" },
      rounds: { type: "string" },
    },
  });
  const { rounds, compare, ...flags } = values;
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
