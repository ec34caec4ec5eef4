import type { LiteralValue, Plan, TuplePlan } from "@wirebook/codec/plan";

/** What a plan is called in RFC 8949: `integer`, `byte string`, `array of map`, `tag 1 integer`. */
export function cborType(plan: Plan): string {
  switch (plan.kind) {
    case "integer":
    case "wide-integer":
      return "integer";
    case "number":
      return plan.width === undefined ? "integer, float" : `float${plan.width}`;
    case "text":
      return "text";
    case "bytes":
      return "byte string";
    case "boolean":
    case "null":
      return plan.kind;
    case "literal":
      return distinct(plan.values.map(literalType));
    case "array":
      return `array of ${inside(plan.items)}`;
    case "tuple":
      return `array of ${tupleLength(plan)}`;
    case "object":
    case "record":
      return "map";
    case "tagged":
      return `tag ${plan.tag}${plan.optional ? "?" : ""}: ${inside(plan.content)}`;
    case "embedded":
      return `byte string: ${inside(plan.content)}`;
    case "union":
      return distinct(plan.branches.map(inside));
    case "view":
      return distinct(plan.of.map(cborType));
    case "any":
      return "any";
  }
}

/** What is called in another one's words. A definition that would bring more of them has a name, and may hold itself. */
function inside(plan: Plan): string {
  return holdsWords(plan) && plan.definition !== undefined ? plan.definition : cborType(plan);
}

/** Whether what a plan is called says what it holds, too. */
export function holdsWords({ kind }: Plan): boolean {
  return kind === "array" || kind === "tagged" || kind === "embedded" || kind === "union";
}

/** `3`, `1 … 2`, `≥ 1` */
function tupleLength({ items, rest, minItems = items.length, maxItems }: TuplePlan): string {
  const most = maxItems ?? (rest === undefined ? items.length : undefined);
  if (most === undefined) return `≥ ${minItems}`;
  return minItems === most ? `${most}` : `${minItems} … ${most}`;
}

/** What a plan is in JSON: `number`, `base64`, `array`. */
export function jsonType(plan: Plan): string {
  switch (plan.kind) {
    case "integer":
    case "number":
      return "number";
    case "wide-integer":
      return "number, decimal string";
    case "text":
      return "string";
    case "bytes":
      return "base64 string";
    case "boolean":
    case "null":
      return plan.kind;
    case "literal":
      return distinct(plan.values.map((value) => (value === null ? "null" : typeof value)));
    case "array":
      return "array";
    case "tuple":
      return plan.names ? "object" : "array";
    case "object":
    case "record":
      return "object";
    case "tagged":
      return plan.keep ? "object" : jsonType(plan.content);
    case "embedded":
      return jsonType(plan.content);
    case "union":
      return distinct(plan.branches.map(jsonType));
    case "view":
      return distinct(plan.json.map((kind) => jsonNames[kind] ?? kind));
    case "any":
      return "any";
  }
}

/** What JSON calls what a plan calls otherwise. */
const jsonNames: Readonly<Record<string, string>> = { text: "string", map: "object" };

function literalType(value: LiteralValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "boolean";
  return Number.isInteger(value) ? "integer" : "float";
}

function distinct(names: readonly string[]): string {
  return [...new Set(names)].join(" | ");
}
