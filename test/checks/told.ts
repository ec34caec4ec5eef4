import { CodecError } from "@wirebook/codec";

/** What a call answers, or the message of what it throws: a table can then hold both. */
export function told(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return (error as Error).message;
  }
}

/** The error of the codec that a call ends in. */
export function errorOf(run: () => unknown): CodecError {
  try {
    run();
  } catch (error) {
    if (error instanceof CodecError) return error;
    throw error;
  }
  throw new Error("expected an error");
}
