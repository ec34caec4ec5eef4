import { isBytes, isText } from "../../json/kinds.ts";
import { JSON_FORM } from "../../plan/kinds.ts";
import { toBase64 } from "../walk/base64.ts";
import type { Kind } from "../walk/kind.ts";
import { fit } from "../walk/walk.ts";
import { array } from "./array.ts";
import { object } from "./object.ts";
import { narrow } from "./wide-integer.ts";
import { writeScalar } from "./write-scalar.ts";

/** `Type.Unknown`, and undeclared members: arrays and maps of such, and whatever else JSON can hold. */
export const any: Kind = {
  $takes: () => true,
  $pass(item, node, walk, path, position) {
    const { expected } = node;
    const inside =
      item.$noun === "array"
        ? { kind: array, expected, items: node }
        : item.$noun === "map"
          ? { kind: object, expected, members: [], additional: node }
          : { kind: scalar, expected };
    return fit(item, inside, walk, path, position, node);
  },
};

const scalar: Kind = {
  $takes: () => true,
  $read({ $noun, $scalar }, _, { $side }) {
    const isTaken =
      $noun === "bytes" || typeof $scalar === "bigint"
        ? $side !== JSON_FORM && ($noun === "bytes" || BigInt.asIntN(65, $scalar as bigint) === $scalar)
        : isText($scalar) || Number.isFinite($scalar) || $scalar === null || $noun === "boolean";
    return isTaken ? $scalar : undefined;
  },
  $write: writeScalar,
  $json: (value) => (typeof value === "bigint" ? narrow(value) : isBytes(value) ? toBase64(value) : value),
};
