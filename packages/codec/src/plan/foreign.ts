import { isOptional } from "./json-schema.ts";
import { refuse, type SchemaLocation } from "./keywords.ts";
import { structs } from "./structs.ts";
import { isKnownView } from "./views.ts";

/** Keywords with schemas by names of the caller's, which may be those of other keywords. */
const NAMED = ["properties", "patternProperties", "$defs"];

const ofBuilder = (keyword: string) => `expected ${keyword} to be that of a builder which was called here`;

/**
 * Refuses what does not survive as JSON Schema: numbers that are not finite, bigints, a schema inside of itself, and what
 * TypeBox would run and JSON Schema cannot say: a `Type.Codec` or `Type.Refine` of the caller's own. The codec would
 * neither convert nor check such a field, while its type promised both.
 *
 * @param around - the schemas that this one lies in
 * @param isNamed - whether it is one of the {@link NAMED}, and no schema
 * @throws TypeError naming the place in the schema
 */
export function refuseForeign(
  schema: object,
  schemaPath = "#",
  around: readonly object[] = [],
  isNamed = false,
): void {
  const location = { schemaPath };
  const inside = [...around, schema];
  if (around.includes(schema)) refuse(location, "expected a schema that does not hold itself");
  if (!isNamed) refuseWords(schema as Record<string, unknown>, location);
  for (const [keyword, inner] of Object.entries(schema)) {
    if (typeof inner === "number" && !Number.isFinite(inner)) {
      refuse(location, `expected ${keyword} to be a finite number`);
    }
    if (typeof inner === "bigint") refuse(location, `expected ${keyword} to be no bigint`);
    if (typeof inner === "object" && inner !== null) {
      refuseForeign(inner, `${schemaPath}/${keyword}`, inside, !isNamed && NAMED.includes(keyword));
    }
  }
}

function refuseWords(node: Record<string, unknown>, location: Pick<SchemaLocation, "schemaPath">): void {
  const view = (node.cborView as { name?: unknown } | undefined)?.name;
  const isBuiltIn =
    view !== undefined ||
    node.contentEncoding === "base64" ||
    node.format === "uint64" ||
    node.format === "int64";
  if (view !== undefined && !isKnownView(view)) refuse(location, ofBuilder("cborView"));
  if (Array.isArray(node.cborArray) && !structs.known) refuse(location, ofBuilder("cborArray"));
  if ("~codec" in node && !isBuiltIn) {
    refuse(location, "Type.Codec is not run here; convert the value after decode");
  }
  if ("~refine" in node) {
    refuse(location, "Type.Refine is not run here; check the value after decode");
  }
  if (Array.isArray(node.items)) {
    const first = node.items.findIndex(isOptional);
    const behind = first < 0 ? [] : node.items.slice(first);
    if (behind.some((item) => !isOptional(item) && item?.type !== "rest")) {
      refuse(location, "expected optional items at the end");
    }
  }
  const { items, anyOf, patternProperties, additionalProperties, $defs } = node;
  const hasOptional = (parts: unknown) => Object.values(Object(parts)).some(isOptional);
  if ([items, additionalProperties].some(isOptional) || [anyOf, patternProperties, $defs].some(hasOptional)) {
    refuse(location, "expected Type.Optional only of members of an object, and at the end of a tuple");
  }
}
