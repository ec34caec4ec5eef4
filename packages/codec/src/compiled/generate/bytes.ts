import { SIMPLE } from "../../cbor/head.ts";
import { putNumber, putText } from "../../cbor/put.ts";
import type { LiteralValue } from "../../plan/plan.ts";
import { type Context, use } from "./context.ts";

/** The longest head; a float takes no more. */
const HEAD = 9;

/** A key or a literal in preferred serialization. */
export function encoded(value: LiteralValue): Uint8Array {
  if (value === null) return Uint8Array.of(SIMPLE.null);
  if (typeof value === "boolean") return Uint8Array.of(value ? SIMPLE.true : SIMPLE.false);
  const bytes = new Uint8Array(HEAD + (typeof value === "string" ? value.length * 3 : 0));
  // A literal 0 is the integer, whichever zero it is.
  const length =
    typeof value === "string" ? putText(bytes, 0, value) : putNumber(bytes, 0, value === 0 ? 0 : value);
  return bytes.subarray(0, length);
}

/**
 * Writes code that reads the first byte of the integer or text at `at` as its shortest head would have it; where the head is
 * longer, `at` moves to where that one would begin.
 *
 * @param longer - a statement in front, for where the head is not of one byte
 * @returns the variable that holds the byte
 */
export function shortenHead(at: string, context: Context, longer = ""): string {
  const { code } = context;
  const first = code.fresh("first");
  code.line(`let ${first} = payload[${at}];`);
  code.block(`if ((${first} & 31) > 23)`, () => {
    if (longer) code.line(longer);
    code.line(`${first} = ${use(context, "shortest")}(payload, ${at});`);
    code.line(`${at} += ${first} >> 8; ${first} &= 0xff;`);
  });
  return first;
}

/** The condition that these bytes stand at `at`, of which the first is in a variable. */
export function standsBehind(first: string, bytes: Uint8Array, at: string, context: Context): string {
  const isFirst = `${first} === ${hex(bytes[0] as number)}`;
  if (!context.unrolled && bytes.length > 4) {
    return `${isFirst} && ${use(context, "isRest")}(payload, ${at}, ${constantOf(bytes, context)})`;
  }
  const rest = Array.from(
    bytes.subarray(1),
    (byte, index) => `payload[${plus(at, index + 1)}] === ${hex(byte)}`,
  );
  return [isFirst, ...rest].join(" && ");
}

/** Writes what has to be known of the literal at `at`, and answers the condition that it is the one that is written so. */
export function literalAt(values: readonly LiteralValue[], context: Context): (bytes: Uint8Array) => string {
  // The others have heads of one length.
  const hasHeads = values.some((value) => typeof value === "string" || typeof value === "number");
  if (!hasHeads) return (bytes) => standsAt(bytes, "at", context);
  const first = shortenHead("at", context);
  return (bytes) => standsBehind(first, bytes, "at", context);
}

/** The condition that these bytes stand at `at`. */
export function standsAt(bytes: Uint8Array, at: string, context: Context): string {
  if (!context.unrolled && bytes.length > 4) {
    return `${use(context, "isAt")}(payload, ${at}, ${constantOf(bytes, context)})`;
  }
  let condition = "";
  for (let index = 0; index < bytes.length; index++) {
    condition += `${index === 0 ? "" : " && "}payload[${plus(at, index)}] === ${hex(bytes[index] as number)}`;
  }
  return condition;
}

/** The statement that writes these bytes to `out` at `at`, and moves behind them. */
export function store(bytes: Uint8Array, at: string, context: Context): string {
  if (!context.unrolled && bytes.length > 4) {
    return `${at} = ${use(context, "putBytes")}(out, ${at}, ${constantOf(bytes, context)}) | 0;`;
  }
  const stores = Array.from(bytes, (byte, index) => `out[${plus(at, index)}] = ${hex(byte)};`);
  return `${stores.join(" ")} ${at} += ${bytes.length};`;
}

/** Names are cut before they are as long. */
const MOST_NAMED = 64;

/** A constant that holds bytes, named after the text in them. */
export function constantOf(bytes: Uint8Array, context: Context): string {
  return context.constant(
    `BYTES_${String.fromCharCode(...bytes.subarray(0, MOST_NAMED))}`,
    `Uint8Array.of(${bytes.join(", ")})`,
  );
}

/** A constant that holds what several keys or literals are written as. */
export function constantsOf(values: readonly LiteralValue[], context: Context): string {
  const constants = values.map((value) => constantOf(encoded(value), context));
  return context.constant("ALL", `[${constants.join(", ")}]`);
}

function plus(at: string, index: number): string {
  return index === 0 ? at : `${at} + ${index}`;
}

function hex(byte: number): string {
  return `0x${byte < 16 ? "0" : ""}${byte.toString(16)}`;
}
