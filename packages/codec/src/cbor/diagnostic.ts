/**
 * Diagnostic notation: CBOR as people write it.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-8 | RFC 8949 §8}
 * @module
 */
import {
  argumentAt,
  bigArgument,
  FLOAT,
  floatAt,
  INDEFINITE,
  infoOf,
  integerAt,
  MAJOR,
  majorOf,
  SIMPLE,
} from "./head.ts";
import { afterItem, contentsOf, stretchesOf } from "./read.ts";
import { textFrom } from "./text.ts";

const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

/** The whole item at `offset` of a well-formed payload within the depth limit. */
export function diagnose(payload: Uint8Array, offset = 0): string {
  const initial = payload[offset] as number;
  const major = majorOf(initial);
  if (major === MAJOR.array) return `${openerOf("[", initial)}${itemsOf(payload, offset).join(", ")}]`;
  if (major === MAJOR.map) return `${openerOf("{", initial)}${pairsOf(payload, offset).join(", ")}}`;
  if (major === MAJOR.tag) {
    const [content] = itemsOf(payload, offset);
    return `${bigArgument(payload, offset)}(${content})`;
  }
  return diagnoseLeaf(payload, offset);
}

/** An item that holds no others: integers, strings, simple values, floats. */
export function diagnoseLeaf(payload: Uint8Array, offset: number): string {
  const initial = payload[offset] as number;
  const major = majorOf(initial);
  if (major <= MAJOR.negative) return integerText(payload, offset);
  if (major === MAJOR.simple) return initial >= FLOAT.half ? float(payload, offset) : simple(payload, offset);
  const parts = stretchesOf(payload, offset).map(([start, end]) => {
    if (major === MAJOR.bytes) return hexText(payload, start, end);
    return JSON.stringify(
      textFrom(payload, start, end - start) ?? lenient.decode(payload.subarray(start, end)),
    );
  });
  if (infoOf(initial) !== INDEFINITE) return parts[0] as string;
  return parts.length === 0 ? (major === MAJOR.bytes ? "''_" : '""_') : `(_ ${parts.join(", ")})`;
}

function openerOf(bracket: string, initial: number): string {
  return infoOf(initial) === INDEFINITE ? `${bracket}_ ` : bracket;
}

function itemsOf(payload: Uint8Array, offset: number): string[] {
  const contents = contentsOf(payload, offset);
  const items: string[] = [];
  for (let at = contents.first; contents.more(at); at = afterItem(payload, at))
    items.push(diagnose(payload, at));
  return items;
}

function pairsOf(payload: Uint8Array, offset: number): string[] {
  const contents = contentsOf(payload, offset, 2);
  const pairs: string[] = [];
  for (let at = contents.first; contents.more(at); ) {
    const value = afterItem(payload, at);
    pairs.push(`${diagnose(payload, at)}: ${diagnose(payload, value)}`);
    at = afterItem(payload, value);
  }
  return pairs;
}

const hexadecimal = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexText(payload: Uint8Array, start: number, end: number): string {
  let text = "h'";
  for (let at = start; at < end; at++) text += hexadecimal[payload[at] as number];
  return `${text}'`;
}

/** A bigint is made only where a number does not hold it: there are many integers, and it takes ten times as long. */
function integerText(payload: Uint8Array, offset: number): string {
  if (infoOf(payload[offset] as number) === 27) return `${integerAt(payload, offset)}`;
  const argument = argumentAt(payload, offset);
  return `${majorOf(payload[offset] as number) === MAJOR.unsigned ? argument : -1 - argument}`;
}

/** A float keeps its point, so that `1.0` is not mistaken for the integer 1. */
function float(payload: Uint8Array, offset: number): string {
  const value = floatAt(payload, offset);
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  if (!Number.isFinite(value) || text.includes(".")) return text;
  return text.includes("e") ? text.replace("e", ".0e") : `${text}.0`;
}

/** Simple values by their initial bytes. */
const names = new Map<number, string>(Object.entries(SIMPLE).map(([name, byte]) => [byte, name]));

function simple(payload: Uint8Array, offset: number): string {
  const name = names.get(payload[offset] as number);
  if (name !== undefined) return name;
  return `simple(${argumentAt(payload, offset)})`;
}
