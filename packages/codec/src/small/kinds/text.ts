import { isText } from "../../json/kinds.ts";
import type { LiteralValue } from "../../plan/plan.ts";
import type { Kind, Literals } from "../walk/kind.ts";
import { writeText } from "../walk/write.ts";

/** `Type.String`. */
export const text: Kind = {
  $takes: isString,
  $read: ({ $scalar }) => (isText($scalar) ? $scalar : undefined),
  $write: writeText,
  $length: ({ $scalar }) => [...($scalar as string)].length,
};

/** `Type.Literal`, of texts alone. */
export const literal: Kind<Literals> = {
  $takes: isString,
  $read: ({ $scalar }, { values }) => (values.includes($scalar as LiteralValue) ? $scalar : undefined),
  $write: writeText,
};

function isString(noun: string): boolean {
  return noun === "text";
}
