import type { Message } from "@wirebook/codec";

/** How a message looks to a peer that knows nothing of names for integer keys, of tags and of views. */
export interface Wire<Value> {
  /** What such an encoder is given. */
  toMap(value: Value): unknown;
  /** Of decoders that read maps as `Map`; those are left out without it. */
  fromMap?(read: unknown): unknown;
  /** Of decoders that read maps as objects. */
  fromObject(read: unknown): unknown;
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
  /** Turns what `JSON.parse` gave into a value, in place; JSON is left out without it. */
  textToBytes?(json: Value): Value;
  /** A value in its JSON form, apart from it: what is encoded may not be changed. */
  toJson(value: Value): unknown;
  /** Only where a decoder without a schema reads something else. */
  readonly wire?: Wire<Value>;
}

/** Forgets the type of a value, so that messages of different types stand in one list. */
export function caseOf<Value>(one: Case<Value>): Case {
  return one as unknown as Case;
}

/** What a message of others has to say of itself: everything else follows where values and JSON are the same. */
export type Field<Value> = Pick<Case<Value>, "name" | "about" | "message"> &
  Partial<Case<Value>> & { readonly value: NoInfer<Value> };

/** A message of others. */
export function field<Value>(one: Field<Value>): Case {
  const same = <T>(value: T) => value;
  // Whoever turns bytes into text has to say how they come back.
  const alike = one.bytesToText === undefined ? { textToBytes: same } : {};
  return caseOf<Value>({ plain: false, bytesToText: same, toJson: same, ...alike, ...one });
}
