import { CANONICAL_NAN, nanBits, shortNan } from "../../cbor/float.ts";
import { isBytes, isText } from "../../json/kinds.ts";
import { isFloat, isInteger, isSimple, isTag } from "../../json/undeclared.ts";
import { CBOR, JSON_FORM } from "../../plan/kinds.ts";
import { Float, Simple, Tag } from "../../undeclared.ts";
import { toBase64 } from "../walk/base64.ts";
import { narrow as exact, type Item } from "../walk/item.ts";
import type { Kind, Node } from "../walk/kind.ts";
import type { Walk } from "../walk/task.ts";
import { deeper, fit, visit } from "../walk/walk.ts";
import { type Parts, writeHead } from "../walk/write.ts";
import { readAnyMembers } from "./any-members.ts";
import { array } from "./array.ts";
import { object } from "./object.ts";
import { narrow } from "./wide-integer.ts";
import { writeFloat } from "./write-number.ts";
import { writeScalar } from "./write-scalar.ts";

/** `Type.Unknown`, and undeclared members: whatever CBOR can hold. */
export const any: Kind = {
  $takes: () => true,
  $pass(item, node, walk, path, position) {
    const { $noun: noun } = item;
    const { expected } = node;
    const tag = tagOf(item, walk);
    if (tag) return readTag(tag, node, walk, path);
    const inside =
      noun === "array"
        ? { kind: array, expected, items: node }
        : noun === "map"
          ? { kind: object, expected, members: [], additional: node }
          : { kind: leaf, expected };
    return fit(item, inside, walk, path, position, node);
  },
  $members: readAnyMembers,
};

/** How many bytes the argument of an item takes, and the argument. */
function argumentOf({ $start }: Item, { $payload: payload }: Walk): [bytes: number, argument: bigint] {
  const info = ((payload as Uint8Array)[$start] as number) & 31;
  const bytes = info < 24 ? 0 : 1 << (info - 24);
  let argument = bytes > 0 ? 0n : BigInt(info);
  for (const byte of (payload as Uint8Array).subarray($start + 1, $start + 1 + bytes))
    argument = argument * 256n + BigInt(byte);
  return [bytes, argument];
}

/** The tag that an item is; its content is an item, or a value. */
function tagOf(item: Item, walk: Walk): Tag | undefined {
  const { $noun: noun, $scalar: scalar } = item;
  if (walk.$side === CBOR) {
    return noun.startsWith("tag") ? new Tag(exact(argumentOf(item, walk)[1]), item.$inside[0]) : undefined;
  }
  return walk.$side !== JSON_FORM && scalar instanceof Tag && isTag(scalar) ? scalar : undefined;
}

function readTag({ tag, content }: Tag, node: Node, walk: Walk, path: string): unknown {
  if (walk.$parts) writeHead(walk.$parts, 6, tag);
  return deeper(walk, path, () => {
    const value = visit(content, node, walk, path) ?? null;
    return walk.$asJson ? { tag: narrow(tag), value } : new Tag(tag, value);
  });
}

const leaf: Kind = {
  $takes: () => true,
  $read: (item, _, walk) =>
    walk.$side === CBOR
      ? leafOf(item, walk)
      : isPlainLeaf(item) || (walk.$side !== JSON_FORM && isOtherLeaf(item.$scalar))
        ? item.$scalar
        : undefined,
  $write: writeLeaf,
  $json(value) {
    if (typeof value === "bigint") return narrow(value);
    if (isBytes(value)) return toBase64(value);
    if (value instanceof Simple) return value.value === 23 ? null : { simple: value.value };
    if (typeof value !== "number" && !(value instanceof Float)) return value;
    return Number.isFinite(+value) ? +value || 0 : `${value}`;
  },
};

/** The value of an item that holds no others. */
function leafOf(item: Item, walk: Walk): unknown {
  const { $noun: noun, $scalar: scalar } = item;
  const [bytes, argument] = argumentOf(item, walk);
  if (noun !== "float") return scalar === undefined ? new Simple(Number(argument)) : scalar;
  const float = scalar as number;
  if (isInteger(float)) return new Float(float);
  const bits = Number.isNaN(float) ? nanBits(argument, bytes) : CANONICAL_NAN;
  return bits === CANONICAL_NAN ? float : new Float(float, bits);
}

/** Whether a value is what JSON has a word for. */
function isPlainLeaf({ $noun, $scalar }: Item): boolean {
  return isText($scalar) || Number.isFinite($scalar) || $scalar === null || $noun === "boolean";
}

function isOtherLeaf(value: unknown): boolean {
  if (typeof value === "bigint") return BigInt.asIntN(65, value) === value;
  if (typeof value === "number" || isBytes(value)) return true;
  return value instanceof Float ? isFloat(value) : value instanceof Simple && isSimple(value);
}

function writeLeaf(parts: Parts, value: unknown): void {
  if (value instanceof Simple) writeHead(parts, 7, value.value);
  else if (!(value instanceof Float)) writeScalar(parts, value);
  else if (value.bits === undefined) writeFloat(parts, +value);
  else {
    const [bytes, argument] = shortNan(value.bits);
    writeHead(parts, 7, argument, bytes);
  }
}
