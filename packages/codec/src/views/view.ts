/**
 * What the builders of views share.
 *
 * @module
 */
import type { TCodec, TUnsafe } from "typebox";
import type { FieldOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import { choose, refuseOptions } from "../plan/options.ts";
import type { ViewKeyword } from "../plan/read-view.ts";
import { knowView, type MakeView } from "../plan/views.ts";

export { choose };

const notRun = (): never => {
  throw new TypeError("Wirebook's codecs convert this field; TypeBox's Value.Decode and Value.Encode do not");
};

/** The schema of a view whose value in memory is as in JSON. */
export type SameView<Value> = TUnsafe<Value>;

/** The schema of a view whose value in memory is another one than in JSON. */
export type OtherView<Value, ValueJson> = TCodec<TUnsafe<ValueJson>, Value>;

/**
 * Makes the schema of a view and makes the view known. It needs nothing of TypeBox at run time, so that a compiled module
 * that stands on the view is not sent TypeBox.
 *
 * @param keyword - what `cborView` says: the name, the schema of the base, what a fault expects, and the parameters
 * @param json - JSON Schema of the JSON form
 * @throws TypeError for a keyword that the view would not keep
 */
export function viewed<Schema>(
  make: MakeView,
  keyword: ViewKeyword & JsonSchema,
  json: JsonSchema,
  { tag, ...options }: FieldOptions & { readonly tag?: number | undefined } = {},
): Schema {
  refuseOptions(`view "${keyword.name}"`, options);
  knowView(keyword.name, make);
  const schema = {
    ...options,
    ...json,
    ...(tag === undefined ? {} : { cborTag: tag }),
    cborView: keyword,
  };
  // As TypeBox marks a field that is converted: hidden, so that it is no keyword.
  const value = { decode: notRun, encode: notRun };
  return Object.defineProperty(schema, "~codec", { value, configurable: true, writable: true }) as Schema;
}

/** Whether a tag stands in front of a view: always, never, or where the sender likes; then it is written without. */
export interface TagOptions extends FieldOptions {
  readonly tag?: boolean | "optional";
}

/** The bases of a view in front of which a tag may stand: where it always does, it is outside of the view. */
export function perhapsTagged(of: JsonSchema, tag: number, how: TagOptions["tag"]): JsonSchema[] {
  choose("a view", "tag", how, [true, false, "optional", undefined]);
  return how === "optional" ? [of, { cborTag: tag, ...of }] : [of];
}
