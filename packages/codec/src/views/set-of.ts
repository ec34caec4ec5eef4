import type { StaticDecode, StaticEncode, TSchema } from "typebox";
import type { JsonSchema } from "../plan/json-schema.ts";
import { OF_A_CLASS } from "../plan/value-kind.ts";
import type { View } from "../plan/views.ts";
import { formOf, identityOf, itemOf } from "./item-form.ts";
import { type OtherView, perhapsTagged, type TagOptions, viewed } from "./view.ts";

/** How many items a set has, and whether tag 258 stands in front of it. */
export interface SetOptions extends TagOptions {
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** What a set holds; `undefined` for what is none, or has its prototype alone. */
function itemsIn(value: unknown): unknown[] | undefined {
  try {
    return [...Set.prototype.values.call(value as Set<unknown>)];
  } catch {
    return undefined;
  }
}

/** The conversions of `SetOf`. */
export function setOf({ set, least = 0, most }: JsonSchema = {}): View {
  const form = formOf(set);
  /** The items as each of them is taken, if all are, and none is there twice. */
  const taken = (items: unknown, take: (item: unknown) => unknown): unknown[] | undefined => {
    if (
      !Array.isArray(items) ||
      items.length < (least as number) ||
      items.length > ((most ?? Infinity) as number)
    )
      return undefined;
    const made = Array.from(items, take);
    const isSet = !made.includes(undefined) && new Set(made.map(identityOf)).size === made.length;
    return isSet ? made : undefined;
  };
  const asSet = (items: unknown[] | undefined) => items && new Set(items);
  return {
    fromWire: (base) => asSet(taken(base, form.take)),
    toWire: (value) => taken(itemsIn(value), form.take),
    // By the same way as it is written: a class of its own may iterate otherwise.
    toJson: (value) => (itemsIn(value) as unknown[]).map((item) => form.toJson(item)),
    fromJson: (json) => asSet(taken(json, form.fromJson)),
  };
}

/**
 * A set: an array on the wire and in JSON, in which no item is there twice, and a `Set` in memory, in order of arrival. Tag
 * 258 stands in front of it if asked for. The items are integers, texts, truth values, byte strings or integers of 64 bits.
 *
 * @example SetOf(Type.Integer(), { tag: "optional", maxItems: 16 })
 * @throws TypeError for items of another type, or with bounds
 * @see the registry of tags for 258
 */
export function SetOf<Items extends TSchema>(
  items: Items,
  options: SetOptions = {},
): OtherView<Set<StaticDecode<Items>>, StaticEncode<Items>[]> {
  const { minItems: least = 0, maxItems: most, tag, ...words } = options;
  const isLength = (one: unknown): boolean => Number.isSafeInteger(one) && (one as number) >= 0;
  if (!isLength(least) || (most !== undefined && (!isLength(most) || most < least))) {
    throw new TypeError("SetOf: expected unsigned integers, minItems up to maxItems");
  }
  const { name, plain } = itemOf("SetOf", items);
  const bounds = { ...(least === 0 ? {} : { least }), ...(most === undefined ? {} : { most }) };
  const sized = most === undefined ? `at least ${least}` : least === most ? most : `${least} to ${most}`;
  const counted = `item${(most ?? least) === 1 ? "" : "s"}`;
  return viewed(
    setOf,
    {
      name: "setOf",
      of: perhapsTagged({ type: "array", items: plain }, 258, tag),
      expected: `an array ${Object.keys(bounds).length === 0 ? "" : `of ${sized} ${counted} `}without repetition, of ${NOUNS[name]}`,
      memory: OF_A_CLASS,
      set: name,
      ...bounds,
    },
    {
      type: "array",
      items: plain,
      uniqueItems: true,
      ...(least === 0 ? {} : { minItems: least }),
      ...(most === undefined ? {} : { maxItems: most }),
    },
    { ...words, tag: tag === true ? 258 : undefined },
  );
}

const NOUNS = {
  integer: "integers",
  text: "texts",
  boolean: "truth values",
  bytes: "byte strings",
  uint64: "integers of 64 bits without a sign",
  int64: "integers of 64 bits",
} as const;
