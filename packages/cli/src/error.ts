import { isCodecError } from "@wirebook/codec";

/** What the process ends with: 0 is fine. */
export const EXIT = { badPayload: 1, badUsage: 2, internal: 70 } as const;

/** A mistake of whoever called the command: what was expected, where, and in `hint` what to do. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exitCode: number;
  readonly hint?: string;

  constructor(exitCode: number, message: string, hint?: string) {
    super(message);
    this.exitCode = exitCode;
    if (hint !== undefined) this.hint = hint;
  }
}

/** The command line itself is wrong, or names something that is not there. */
export function badUsage(message: string, hint?: string): CliError {
  return new CliError(EXIT.badUsage, message, hint);
}

/** The payload or the JSON is wrong. */
export function badPayload(message: string, hint?: string): CliError {
  return new CliError(EXIT.badPayload, message, hint);
}

/** Runs what may refuse a payload, and says it as the command line does, with every fault and the hint. */
export function inPayload<T>(run: () => T, hint: string): T {
  try {
    return run();
  } catch (error) {
    if (!isCodecError(error)) throw error;
    const [first, ...others] = error.issues.map((issue) => issue.message);
    throw badPayload([first, ...others.map((other) => `also ${other}`)].join("\n  "), hint);
  }
}

/** The same for what is handed out item by item: those in front of a fault are handed on. */
export function* eachInPayload<T>(items: Iterator<T, void>, hint: string): Generator<T, void, void> {
  for (;;) {
    const item = inPayload(() => items.next(), hint);
    if (item.done) return;
    yield item.value;
  }
}
