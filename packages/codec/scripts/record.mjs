/**
 * `Type.Record` as it is bundled: TypeBox makes a pattern of the keys' schema and drops in silence what no pattern says,
 * which is refused here.
 */
import { Record as TypeBoxRecord } from "typebox";

/**
 * @throws TypeError for keys other than texts or integers, and for what else is said of them
 */
export function Record(key, value, options) {
  if (!isKept(key)) {
    throw new TypeError(
      "Type.Record: expected keys of Type.Integer() or Type.String() with no more than a pattern, or literal texts; else check them after decode, or use Type.Array(Type.Tuple([key, value]))",
    );
  }
  return TypeBoxRecord(key, value, options);
}

/** Whether nothing is said of keys but what TypeBox keeps, and words that change nothing in which keys are taken. */
function isKept({
  type,
  pattern,
  const: literal,
  enum: values = [literal],
  anyOf,
  title,
  description,
  ...more
}) {
  if (Object.keys(more).some((keyword) => keyword[0] !== "~")) return false;
  if (anyOf) return anyOf.every((branch) => isKept(branch) && ("pattern" in branch || "const" in branch));
  return ["string", "integer"].includes(type) || values.every((value) => typeof value === "string");
}
