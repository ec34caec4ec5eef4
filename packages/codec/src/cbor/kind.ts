import { OTHER_SIMPLE } from "../sentences.ts";
import { argumentAt, bigArgument, FLOAT, floatAt, integerAt, MAJOR, majorOf, SIMPLE } from "./head.ts";
import { textAt } from "./read.ts";

const byMajor = ["integer", "integer", "bytes", "text", "array", "map"] as const;

/** The kind of the item at `offset`, in the words of unions and of error texts: `integer`, `text`, `tag 64`. */
export function kindAt(payload: Uint8Array, offset: number): string {
  const initial = payload[offset] as number;
  const major = majorOf(initial);
  if (major < MAJOR.tag) return byMajor[major] as string;
  if (major === MAJOR.tag)
    return `tag ${initial < 0xdb ? argumentAt(payload, offset) : bigArgument(payload, offset)}`;
  if (initial === SIMPLE.false || initial === SIMPLE.true) return "boolean";
  if (initial === SIMPLE.null) return "null";
  if (initial === SIMPLE.undefined) return "undefined";
  return initial >= FLOAT.half && initial <= FLOAT.double ? "float" : OTHER_SIMPLE;
}

/** Whether the item at `offset` is this string, number, boolean or null; an integer is one on the wire, too. */
export function isLiteral(value: unknown, payload: Uint8Array, offset: number): boolean {
  const initial = payload[offset] as number;
  const major = majorOf(initial);
  if (typeof value === "string") return major === MAJOR.text && textAt(payload, offset) === value;
  if (value === null) return initial === SIMPLE.null;
  if (typeof value === "boolean") return initial === (value ? SIMPLE.true : SIMPLE.false);
  if (Number.isSafeInteger(value)) {
    return major <= MAJOR.negative && integerAt(payload, offset) === BigInt(value as number);
  }
  return initial >= FLOAT.half && initial <= FLOAT.double && floatAt(payload, offset) === value;
}
