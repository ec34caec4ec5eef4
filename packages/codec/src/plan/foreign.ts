/**
 * Refuses what does not survive as JSON Schema: numbers that are not finite, and what TypeBox would run and JSON Schema cannot say: a `Type.Codec` or `Type.Refine` of the caller's own. The
 * codec would neither convert nor check such a field, while its type promised both.
 *
 * @throws TypeError naming the place in the schema
 */
export function refuseForeign(schema: object, schemaPath = "#"): void {
  const node = schema as Record<string, unknown>;
  const isBuiltIn = node.contentEncoding === "base64" || node.format === "uint64" || node.format === "int64";
  if ("~codec" in node && !isBuiltIn) {
    throw new TypeError(
      `schema at ${schemaPath}: Type.Codec is not run here; convert the value after decode`,
    );
  }
  if ("~refine" in node) {
    throw new TypeError(`schema at ${schemaPath}: Type.Refine is not run here; check the value after decode`);
  }
  for (const [keyword, inner] of Object.entries(node)) {
    if (typeof inner === "number" && !Number.isFinite(inner)) {
      throw new TypeError(`schema at ${schemaPath}: expected ${keyword} to be a finite number`);
    }
    if (typeof inner === "object" && inner !== null) refuseForeign(inner, `${schemaPath}/${keyword}`);
  }
}
