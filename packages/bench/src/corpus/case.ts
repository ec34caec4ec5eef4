import type { Message } from "@wirebook/codec";

/** How a message with integer keys looks to a peer that knows no names. */
export interface Wire<Value> {
  toMap(value: Value): Map<number, unknown>;
  fromMap(map: Map<number, unknown>): unknown;
  fromObject(object: Record<number, unknown>): unknown;
}

/** One message of the corpus. */
export interface Case<Value = unknown> {
  /** What it is called in rows and in regular expressions at the command line. */
  readonly name: string;
  readonly about: string;
  readonly message: Message<Value>;
  readonly value: Value;
  /** Whether Avro and Protocol Buffers can say the same: every member declared and required. */
  readonly plain: boolean;
  /** Turns a value into its JSON form, in place, as a backend with a decoder of its own does it. */
  bytesToText(value: Value): unknown;
  /** Turns what `JSON.parse` gave into a value, in place. */
  textToBytes(json: Value): Value;
  /** A value in its JSON form, apart from it: what is encoded may not be changed. */
  toJson(value: Value): unknown;
  /** Only of a message with integer keys. */
  readonly wire?: Wire<Value>;
}

/** Forgets the type of a value, so that messages of different types stand in one list. */
export function caseOf<Value>(one: Case<Value>): Case {
  return one as unknown as Case;
}
