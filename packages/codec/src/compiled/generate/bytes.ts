import { SIMPLE } from "../../cbor/head.ts";
import { createWriter } from "../../cbor/write.ts";
import type { LiteralValue } from "../../plan/plan.ts";
import { type Context, use } from "./context.ts";

/** A key or a literal in preferred serialization. */
export function encoded(value: LiteralValue): Uint8Array {
  const writer = createWriter();
  if (typeof value === "string") writer.text(value);
  else if (value === null) writer.simple(SIMPLE.null);
  else if (typeof value === "boolean") writer.simple(value ? SIMPLE.true : SIMPLE.false);
  // A literal 0 is the integer, whichever zero it is.
  else writer.number(value === 0 ? 0 : value);
  return writer.finish();
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
  return Array.from(bytes, (byte, index) => `payload[${plus(at, index)}] === ${hex(byte)}`).join(" && ");
}

/** The statement that writes these bytes to `out` at `at`, and moves behind them. */
export function store(bytes: Uint8Array, at: string, context: Context): string {
  if (!context.unrolled && bytes.length > 4) {
    return `${at} = ${use(context, "putBytes")}(out, ${at}, ${constantOf(bytes, context)}) | 0;`;
  }
  const stores = Array.from(bytes, (byte, index) => `out[${plus(at, index)}] = ${hex(byte)};`);
  return `${stores.join(" ")} ${at} += ${bytes.length};`;
}

/** A constant that holds bytes, named after the text in them. */
export function constantOf(bytes: Uint8Array, context: Context): string {
  const text = new TextDecoder().decode(bytes);
  return context.constant(`BYTES_${text}`, `Uint8Array.of(${bytes.join(", ")})`);
}

/** A constant that holds what several keys or literals are written as. */
export function constantsOf(values: readonly LiteralValue[], context: Context): string {
  const constants = values.map((value) => constantOf(encoded(value), context));
  return context.constant("ALL", `[${constants.join(", ")}]`);
}

function plus(at: string, index: number): string {
  return index === 0 ? at : `${at} + ${index}`;
}

const hexadecimal = Array.from({ length: 256 }, (_, byte) => `0x${byte.toString(16).padStart(2, "0")}`);

function hex(byte: number): string {
  return hexadecimal[byte] as string;
}
