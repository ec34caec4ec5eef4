import { Literal, type TObjectOptions, type TSchema, Record as TypeBoxRecord, Union } from "typebox";

/** What may be said of keys: the rest is words for people. */
interface Keys {
  readonly "~kind"?: string;
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
  return TypeBoxRecord(ofLiterals(key), value, options);
}) as typeof TypeBoxRecord;

/** The names of an enum one by one: to find them, TypeBox would compute types, which is left out of pages. */
function ofLiterals(key: Keys & TSchema): TSchema {
  return key["~kind"] === "Enum" ? Union((key.enum as string[]).map((name) => Literal(name))) : key;
}

/** Whether nothing is said of keys but what TypeBox keeps, and words that change nothing in which keys are taken. */
function isKept(key: Keys): boolean {
  const { type, pattern, const: literal, enum: values = [literal], anyOf, "~kind": kind, ...rest } = key;
  const { title: _title, description: _description, ...more } = rest;
  if (Object.keys(more).some((keyword) => !keyword.startsWith("~"))) return false;
  // TypeBox makes a pattern of literals alone.
  const hasLiterals = literal !== undefined || values[0] !== undefined;
  if (hasLiterals && kind !== "Literal" && kind !== "Enum") return false;
  if (anyOf) return anyOf.every((branch) => isKept(branch) && ("pattern" in branch || "const" in branch));
  return type === "string" || type === "integer" || values.every((value) => typeof value === "string");
}
