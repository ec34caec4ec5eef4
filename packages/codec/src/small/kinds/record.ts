import { isIntegerName } from "../../json/names.ts";
import { CBOR } from "../../plan/kinds.ts";
import type { Kind, Values } from "../walk/kind.ts";
import { isName } from "../walk/member.ts";
import { readMembers } from "../walk/walk.ts";
import { countOf, isMap } from "./object.ts";

/** `Type.Record` with text keys, which may have to match a pattern. */
export const textRecord: Kind<Values> = {
  $takes: isMap,
  $read: (item, { values, named, expected }, walk, path, position) =>
    readMembers(item, walk, path, position, {
      $declared: [],
      $values: values,
      $nameOf: (key, label) => (isName(key) && named?.(label) !== false ? label : undefined),
      $expected: expected,
    }),
  $length: countOf,
};

/** `Type.Record` with integer keys. */
export const integerRecord: Kind<Values> = {
  $takes: isMap,
  $read: (item, { values, expected }, walk, path, position) =>
    readMembers(item, walk, path, position, {
      $declared: [],
      $values: values,
      $nameOf: ({ $noun }, label) =>
        (walk.$side !== CBOR || $noun === "integer") && isIntegerName(label) ? Number(label) : undefined,
      $expected: expected,
    }),
  $length: countOf,
};
