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
      "Type.Record: of its keys no more is kept than Type.Integer(), Type.String() with a pattern, or literal texts; check them after decode, or use an array of pairs, Type.Array(Type.Tuple([key, value]))",
    );
  }
  return TypeBoxRecord(key, value, options);
}

function isKept(key) {
  const { type, anyOf, enum: values } = key;
  const words = type === "integer" ? INTEGER : TEXT;
  if (!Object.keys(key).every((keyword) => words.test(keyword))) return false;
  if (anyOf) return anyOf.every((branch) => isKept(branch) && ("pattern" in branch || "const" in branch));
  return values
    ? values.every((literal) => typeof literal === "string")
    : type === "string" || type === "integer";
}

/** What TypeBox keeps of a schema of keys, and what changes nothing in which keys it takes. */
const INTEGER = /^(~.*|type|title|description)$/;
const TEXT = /^(~.*|type|title|description|pattern|const|enum|anyOf)$/;
