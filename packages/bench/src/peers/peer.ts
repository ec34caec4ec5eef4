import type { Case } from "../corpus/case.ts";

/** What is measured. */
export const tasks = ["decode", "transcode", "encode"] as const;
/** One of the {@link tasks}. */
export type Task = (typeof tasks)[number];

/** A peer that is ready for one message. */
export interface Prepared {
  /** The message in the peer's own format. */
  readonly payload: Uint8Array;
  /** The value in the shape that the peer's encoder takes. */
  readonly value: unknown;
  /** Bytes to a value. */
  decode(payload: Uint8Array): unknown;
  /** Bytes to JSON text. */
  transcode(payload: Uint8Array): string;
  /** A value to bytes. */
  encode(value: unknown): Uint8Array;
  /** A decoded value as our codec has it, for the comparison before the measurement; not measured. */
  comparable(value: unknown): unknown;
}

/** A way to do the same. */
export interface Peer {
  readonly name: string;
  /** Answers `undefined` where it has no form for the message. */
  prepare(one: Case): Prepared | undefined;
}

const isTypedBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;

/** A value without classes: plain objects and plain `Uint8Array`s. */
export function plain(value: unknown): unknown {
  if (isTypedBytes(value)) return Uint8Array.from(value);
  if (value instanceof Date || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([name]) => !name.startsWith("$"));
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}
