import { type TObjectOptions, type TSchema, Record as TypeBoxRecord } from "typebox";

/** What may be said of keys: the rest is words for people. */
interface Keys {
  readonly type?: unknown;
  readonly pattern?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Keys[];
  readonly title?: string;
  readonly description?: string;
}

/**
 * `Type.Record`. TypeBox makes a pattern of the keys' schema and drops in silence what no pattern says, which is refused here.
 *
 * @throws TypeError for keys other than texts or integers, and for what else is said of them
 */
export const Record = ((key: TSchema, value: TSchema, options?: TObjectOptions): unknown => {
  if (!isKept(key)) {
    throw new TypeError(
      "Type.Record: expected keys of Type.Integer() or Type.String() with no more than a pattern, or literal texts; else check them after decode, or use Type.Array(Type.Tuple([key, value]))",
    );
  }
  return TypeBoxRecord(key, value, options);
}) as typeof TypeBoxRecord;

/** Whether nothing is said of keys but what TypeBox keeps, and words that change nothing in which keys are taken. */
function isKept({ type, pattern, const: literal, enum: values = [literal], anyOf, ...rest }: Keys): boolean {
  const { title: _title, description: _description, ...more } = rest;
  if (Object.keys(more).some((keyword) => !keyword.startsWith("~"))) return false;
  if (anyOf) return anyOf.every((branch) => isKept(branch) && ("pattern" in branch || "const" in branch));
  return type === "string" || type === "integer" || values.every((value) => typeof value === "string");
}
