import type { Report } from "../events.ts";
import type { NameReader } from "../protocol/name-reader.ts";
import type { Received } from "./store/record.ts";
import type { DeadReason } from "./store/store.ts";

/** A message that waits for its handler. */
export interface Entry extends Received {
  /** The same however often the message is handled: a key for effects that must not happen twice. */
  readonly id: string;
  /** Counts from 1 in this process. */
  readonly attempt: number;
  /** Whether an earlier attempt may have had effects: a retry, a replay, or a process that ended in between. */
  readonly repeated: boolean;
  readonly replayed: boolean;
  /** Whether it came before, which nobody has said: to be asked with its number before the handler is called. */
  judge?(number: bigint): Sameness;
}

/**
 * Whether a message is one that came before: `new`; the `same`, which is to be left out; or `perhaps` the same, which is
 * to be handled, and the handler to be told that it may be `repeated`.
 */
export type Sameness = "new" | "same" | "perhaps";

/** What became of a message. What throws instead is tried again. */
export type Verdict =
  | { readonly done: true; readonly number?: bigint }
  /** It came before, and its handler was not called. */
  | { readonly done: true; readonly same: true }
  | { readonly done: false; readonly reason: DeadReason };

/** What the inbox asks of whoever works from it. */
export interface Worker {
  process(entry: Entry): Promise<Verdict> | Verdict;
  /** Whether messages of this type carry a number, so that the same payload is the same message. */
  hasNumber(messageName: string): boolean;
  readonly nameOf: NameReader;
  report: Report;
}
