import type { Limits } from "../../cbor/limits.ts";
import type { Side } from "../../plan/kinds.ts";
import type { Note } from "./fault.ts";
import type { Parts } from "./write.ts";

/** What a walk is to do. */
export interface Task {
  /** Where it reads. */
  readonly $side: Side;
  readonly $limits: Limits;
  /** The payload, where it reads one. */
  readonly $payload?: Uint8Array;
  /** Answers the JSON form and not the value in memory. */
  readonly $asJson?: boolean;
  /** Puts this in place of whatever is sensitive, and checks nothing. */
  readonly $mask?: string;
  /** Takes what fits, as CBOR. */
  readonly $parts?: Parts;
}

/** A task, and how far it is. */
export interface Walk extends Task {
  $parts?: Parts;
  $notes: Note[];
  $count: number;
  /** How many bytes its strings take at least; of a payload that holds payloads, how many items it has with them. */
  $held: number;
  $level: number;
  /** How many members the map has that was just passed. */
  $passed: number;
}
