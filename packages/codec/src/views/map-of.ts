import type { StaticDecode, StaticEncode, TSchema } from "typebox";
import { undeclaredIn } from "../json/undeclared.ts";
import type { FieldOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import { OF_A_CLASS } from "../plan/value-kind.ts";
import type { View } from "../plan/views.ts";
import { undeclared } from "../undeclared.ts";
import { formOf, type ItemForm, identityOf, itemOf } from "./item-form.ts";
import { type OtherView, viewed } from "./view.ts";

type Pair = readonly [key: unknown, value: unknown];

const NONE: ReadonlySet<string> = new Set();

/** What a map holds; `undefined` for what is none, or has its prototype alone. */
function pairsIn(value: unknown): Pair[] | undefined {
  try {
    return [...Map.prototype.entries.call(value as Map<unknown, unknown>)];
  } catch {
    return undefined;
  }
}

/** An integer as what no schema describes has it: a number where that is exact. */
function exact(form: ItemForm, value: unknown): unknown {
  const isNumber = typeof value === "number" && Number.isSafeInteger(value) && !Object.is(value, -0);
  return form.take(value) ?? (isNumber ? form.take(BigInt(value)) : undefined);
}

/** The conversions of `MapOf`. Its base has whatever keys there are, each as the value that says it. */
export function mapOf({ keys, values }: JsonSchema = {}): View {
  const [key, value] = [formOf(keys), formOf(values)];
  const pairsOf = (
    given: readonly unknown[] | undefined,
    take: (form: ItemForm, part: unknown) => unknown,
  ): Pair[] | undefined => {
    const pairs = given?.map((pair): Pair => {
      const isPair = Array.isArray(pair) && pair.length === 2;
      return isPair ? [take(key, pair[0]), take(value, pair[1])] : [undefined, undefined];
    });
    const isMap = pairs?.every((pair) => !pair.includes(undefined));
    return isMap && new Set(pairs?.map(([one]) => identityOf(one))).size === pairs?.length
      ? pairs
      : undefined;
  };
  const asMap = (pairs: Pair[] | undefined) => pairs && new Map(pairs);
  return {
    fromWire: (base) => asMap(pairsOf(undeclaredIn(base as object, NONE), exact)),
    toWire(map) {
      const pairs = pairsOf(pairsIn(map), (form, part) => form.take(part));
      return pairs && { [undeclared]: pairs.map(([one, other]) => ({ key: one, value: other })) };
    },
    toJson: (map) => (pairsIn(map) as Pair[]).map(([one, other]) => [key.toJson(one), value.toJson(other)]),
    fromJson: (json) =>
      asMap(pairsOf(Array.isArray(json) ? json : undefined, (form, part) => form.fromJson(part))),
  };
}

/**
 * A map whose keys all are integers, texts, byte strings or integers of 64 bits, and whose values hold no others: a `Map` in
 * memory, in order of arrival, and an array of pairs in JSON, so that keys stay what they are and in their order.
 *
 * @example MapOf(Bytes(), Uint64())
 * @throws TypeError for keys or values of another type, or with bounds, and for a tag, which is for `Tagged` to put in front
 */
export function MapOf<Keys extends TSchema, Values extends TSchema>(
  keys: Keys,
  values: Values,
  options: FieldOptions = {},
): OtherView<Map<StaticDecode<Keys>, StaticDecode<Values>>, [StaticEncode<Keys>, StaticEncode<Values>][]> {
  if ("tag" in options) throw new TypeError("MapOf: it has no tag; Tagged(…, MapOf(…)) puts one in front");
  const [key, value] = [itemOf("MapOf", keys), itemOf("MapOf", values)];
  return viewed(
    mapOf,
    {
      name: "mapOf",
      of: [{ type: "object", properties: {}, additionalProperties: true }],
      expected: `a map of ${key.name} to ${value.name}`,
      memory: OF_A_CLASS,
      keys: key.name,
      values: value.name,
    },
    {
      type: "array",
      items: {
        type: "array",
        prefixItems: [key.plain, value.plain],
        items: false,
        minItems: 2,
        maxItems: 2,
      },
    },
    options,
  );
}
