import { pair } from "../compiled/generate/code.ts";
import type { Message } from "../message/message.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import {
  FURTHER,
  namedMembers,
  type ObjectPlan,
  type Plan,
  type TuplePlan,
  type ViewPlan,
} from "../plan/plan.ts";
import { OF_A_CLASS } from "../plan/value-kind.ts";
import { comment } from "./comment.ts";

/** Which of the two forms of a value a type is of. */
type Form = "value" | "json";

/** Writes the declaration of a compiled module: the types of the value and of its JSON form, spelled out. */
export function writeTypes(plan: Plan, message: Message, exportName: string): string {
  const typeName = exportName.charAt(0).toUpperCase() + exportName.slice(1);
  return [
    `// ${message.name}: made by @wirebook/codec from the definition of the message type. Not to be edited.`,
    'import type { Message } from "@wirebook/codec/runtime";',
    "",
    `/** ${comment(message.title)}, in memory. */`,
    `export type ${typeName} = ${typeOf(plan, "value", "")};`,
    "",
    `/** ${comment(message.title)}, as JSON. */`,
    `export type ${typeName}Json = ${typeOf(plan, "json", "")};`,
    "",
    `export declare const ${exportName}: Message<${typeName}, ${typeName}Json, ${JSON.stringify(message.name)}>;`,
    "",
  ].join("\n");
}

function typeOf(plan: Plan, form: Form, indent: string): string {
  switch (plan.kind) {
    case "integer":
    case "number":
      return "number";
    case "wide-integer":
      return form === "value" ? "bigint" : "number | string";
    case "text":
      return "string";
    case "bytes":
      return form === "value" ? "Uint8Array<ArrayBuffer>" : "string";
    case "boolean":
    case "null":
      return plan.kind;
    case "literal":
      return plan.values.map((value) => JSON.stringify(value)).join(" | ");
    case "array":
      return `Array<${typeOf(plan.items, form, indent)}>`;
    case "tuple":
      return tupleType(plan, form, indent);
    case "object":
      return objectType(plan, form, indent);
    case "record":
      return `Record<${plan.keys === "integer" ? "number" : "string"}, ${typeOf(plan.values, form, indent)}>`;
    case "tagged":
      return plan.keep
        ? `{ tag: ${plan.tag}; value: ${typeOf(plan.content, form, indent)} }`
        : typeOf(plan.content, form, indent);
    case "embedded":
      return typeOf(plan.content, form, indent);
    case "union":
      return plan.branches.map((branch) => typeOf(branch, form, indent)).join(" | ");
    case "view":
      return viewType(plan, form);
    case "any":
      return "unknown";
  }
}

function tupleType(plan: TuplePlan, form: Form, indent: string): string {
  const { items, rest, minItems = items.length } = plan;
  if (plan.names) {
    const own = namedMembers(plan).map(
      ({ name, required, value }) =>
        `${pair(name, "").replace(/: $/, "")}${required ? "" : "?"}: ${typeOf(value, form, indent)}`,
    );
    const further = rest ? [`${FURTHER}?: Array<${typeOf(rest, form, indent)}>`] : [];
    return `{ ${[...own, ...further].join("; ")} }`;
  }
  const own = items.map((item, index) => {
    const type = typeOf(item, form, indent);
    return index < minItems ? type : `(${type})?`;
  });
  return `[${[...own, ...(rest ? [`...Array<${typeOf(rest, form, indent)}>`] : [])].join(", ")}]`;
}

function viewType({ values, memory, json, parameters, schema }: ViewPlan, form: Form): string {
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(" | ");
  const ofJson = jsonTypeOf(schema);
  const [kind] = memory;
  // Of what is no other kind in memory, it is the type that it has in JSON.
  if (form === "json" || (kind === json[0] && json.length === 1)) return ofJson;
  if (kind === "bytes") return "Uint8Array<ArrayBuffer>";
  return kind === OF_A_CLASS ? classOf(parameters) : (kind as string);
}

/** The class of an object: a set, a map, a typed array, or else a date. */
function classOf({ array, set, keys, values }: { readonly [parameter: string]: unknown }): string {
  if (set !== undefined) return `Set<${itemType(set)}>`;
  if (keys !== undefined) return `Map<${itemType(keys)}, ${itemType(values)}>`;
  return typeof array === "string" ? arrayClass(array) : "Date";
}

/** The type of an item of a set or a map. */
function itemType(name: unknown): string {
  const types = { integer: "number", text: "string", bytes: "Uint8Array<ArrayBuffer>", boolean: "boolean" };
  return types[name as keyof typeof types] ?? "bigint";
}

function arrayClass(array: string): string {
  const words = array.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${array.endsWith("64") && !array.startsWith("f") ? "Big" : ""}${words.join("")}Array<ArrayBuffer>`;
}

/** The type of what a JSON Schema of a view says. */
function jsonTypeOf({ type, items, prefixItems, properties, required }: JsonSchema): string {
  if (Array.isArray(prefixItems)) return `[${prefixItems.map(jsonTypeOf).join(", ")}]`;
  if (type === "array") return `Array<${jsonTypeOf(items as JsonSchema)}>`;
  if (type === "object") {
    const members = Object.entries(properties as Record<string, JsonSchema>).map(
      ([name, inner]) =>
        `${pair(name, "").replace(/: $/, "")}${(required as string[]).includes(name) ? "" : "?"}: ${jsonTypeOf(inner)}`,
    );
    return `{ ${members.join("; ")} }`;
  }
  return [type]
    .flat()
    .map((name) => (name === "integer" ? "number" : name))
    .join(" | ");
}

function objectType(plan: ObjectPlan, form: Form, indent: string): string {
  const inner = `${indent}  `;
  const members = plan.members.map(({ name, required, value }) => {
    const { description } = value.schema;
    const words = typeof description === "string" ? `${inner}/** ${comment(description)} */\n` : "";
    const label = pair(name, "").replace(/: $/, "");
    return `${words}${inner}${label}${required ? "" : "?"}: ${typeOf(value, form, inner)};`;
  });
  const declared = members.length === 0 ? "object" : `{\n${members.join("\n")}\n${indent}}`;
  if (plan.additional === undefined) return declared;
  const others = `Record<string, ${plan.additional.kind === "any" || members.length > 0 ? "unknown" : typeOf(plan.additional, form, inner)}>`;
  return members.length === 0 ? others : `${declared} & ${others}`;
}
