import { isBytes, isText } from "../../json/kinds.ts";
import { isFloat, isInteger, isSimple, isTag, plainOf, USUAL_NAN } from "../../json/undeclared.ts";
import { CBOR, JSON_FORM } from "../../plan/kinds.ts";
import { Float, Simple, Tag } from "../../undeclared.ts";
import { toBase64 } from "../walk/base64.ts";
import { type Item, integerOf, parse } from "../walk/item.ts";
import type { Kind } from "../walk/kind.ts";
import type { Walk } from "../walk/task.ts";
import { deeper, fit, visit } from "../walk/walk.ts";
import { writeHead } from "../walk/write.ts";
import { array } from "./array.ts";
import { open } from "./open.ts";
import { narrow } from "./wide-integer.ts";
import { writeNumber } from "./write-number.ts";
import { writeScalar } from "./write-scalar.ts";

/** `Type.Unknown`, and undeclared members: whatever CBOR can hold. */
export const any: Kind = {
  $takes: () => true,
  $pass(item, node, walk, path, position) {
    const { $noun: noun } = item;
    const { expected } = node;
    const given = tagOf(item, walk);
    if (given) {
      const { tag, content } = given;
      if (walk.$parts) writeHead(walk.$parts, 6, tag);
      return deeper(walk, path, () => {
        const value = visit(content, node, walk, path) ?? null;
        return walk.$asJson ? { tag: narrow(tag || 0), value } : new Tag(tag, value);
      });
    }
    const inside =
      noun === "array"
        ? { kind: array, expected, items: node }
        : noun === "map"
          ? { kind: open, expected, members: [], additional: node }
          : { kind: leaf, expected };
    return fit(item, inside, walk, path, position, node);
  },
};

/** The tag that an item is; its content is an item, or a value. */
function tagOf(
  { $noun: noun, $scalar: scalar, $inside: inside }: Item,
  { $side: side }: Walk,
): Tag | undefined {
  if (noun.startsWith("tag")) return new Tag(integerOf(BigInt(noun.slice(4))), inside[0]);
  return side !== JSON_FORM && scalar instanceof Tag && isTag(scalar) ? scalar : undefined;
}

/** Whatever holds no others. */
const leaf: Kind = {
  $takes: () => true,
  $read(item, _, walk) {
    const { $noun: noun, $scalar: scalar } = item;
    if (walk.$side === CBOR) return leafOf(item, walk);
    const isRight =
      isText(scalar) ||
      Number.isFinite(scalar) ||
      scalar === null ||
      noun === "boolean" ||
      (walk.$side !== JSON_FORM &&
        (typeof scalar === "number" ||
          noun === "bytes" ||
          (typeof scalar === "bigint" && BigInt.asIntN(65, scalar) === scalar) ||
          (scalar instanceof Float ? isFloat(scalar) : scalar instanceof Simple && isSimple(scalar))));
    return isRight ? scalar : undefined;
  },
  $write(parts, value) {
    if (value instanceof Simple) writeHead(parts, 7, value.value);
    else if (!(value instanceof Float)) writeScalar(parts, value);
    else {
      const at = parts.length + 1;
      writeNumber(parts, value.nan ?? +value, true);
      if (value.nan) parts[at] = (parts[at] as number) | 64;
    }
  },
  $json(value) {
    const plain = plainOf(value);
    if (typeof plain === "bigint") return narrow(plain);
    if (isBytes(plain)) return toBase64(plain);
    if (plain instanceof Simple) return plain.value === 23 ? null : { simple: plain.value };
    return typeof plain !== "number" ? plain : Number.isFinite(plain) ? plain || 0 : `${plain}`;
  },
};

/** The value of an item of a payload. */
function leafOf({ $noun: noun, $scalar, $start: start }: Item, walk: Walk): unknown {
  const scalar = $scalar as number;
  const payload = walk.$payload as Uint8Array;
  const info = (payload[start] as number) & 31;
  if (noun !== "float")
    return scalar === undefined ? new Simple(info < 24 ? info : (payload[start + 1] as number)) : scalar;
  if (!Number.isNaN(scalar)) return isInteger(scalar) ? new Float(scalar) : scalar;
  // That of a number of 1 to 2 has the exponent of a NaN but for one bit.
  // A copy: what `slice` gives of a Buffer is the caller's own memory.
  const number = new Uint8Array(payload.subarray(start, start + 1 + (1 << (info - 24))));
  number[1] = (number[1] as number) ^ 64;
  const significand = parse(number, walk.$limits).$scalar as number;
  return significand === USUAL_NAN ? scalar : new Float(scalar, significand);
}
