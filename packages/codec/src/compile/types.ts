import { identifier, pair } from "../compiled/generate/code.ts";
import type { Message } from "../message/message.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import {
  FURTHER,
  namedMembers,
  type ObjectPlan,
  type Plan,
  someIn,
  type TuplePlan,
  type ViewPlan,
} from "../plan/plan.ts";
import { OF_A_CLASS } from "../plan/value-kind.ts";
import { comment } from "./comment.ts";

/** Which form of a value a type is of, and the types of the definitions in it. */
interface Form {
  /** What comes out, what goes in where that is any bytes, or the JSON form. */
  readonly name: "value" | "input" | "json";
  /** The types of definitions by these, each with what it is called. */
  readonly named: Map<string, { readonly name: string; text: string }>;
  /** What the name of such a type is made of. */
  label(definition: string): string;
}

/**
 * Writes the declaration of a compiled module: the types of the value and of its JSON form, spelled out. So is that of what
 * goes in: made of the type of the value, it would have no end where a tuple holds itself.
 */
export function writeTypes(plan: Plan, message: Message, exportName: string): string {
  const typeName = exportName.charAt(0).toUpperCase() + exportName.slice(1);
  const title = comment(message.title);
  const takesMore = someIn(plan, isOfBytes);
  return [
    `// ${message.name}: made by @wirebook/codec from the definition of the message type. Not to be edited.`,
    'import type { Message } from "@wirebook/codec/runtime";',
    "",
    ...declare(plan, "value", `${title}, in memory.`, (label) => `${typeName}${label}`),
    ...(takesMore
      ? declare(
          plan,
          "input",
          `${title}, as it is given to be written.`,
          (label) => `${typeName}${label}Input`,
        )
      : []),
    ...declare(plan, "json", `${title}, as JSON.`, (label) => `${typeName}${label}Json`),
    `export declare const ${exportName}: Message<${typeName}, ${typeName}Json, ${JSON.stringify(message.name)}, ${typeName}${takesMore ? "Input" : ""}>;`,
    "",
  ].join("\n");
}

/** Whether a value of a plan is bytes, or a set or a map that holds some. */
function isOfBytes(plan: Plan): boolean {
  if (plan.kind !== "view") return plan.kind === "bytes";
  const { set, keys, values } = plan.parameters;
  return plan.memory[0] === "bytes" || [set, keys, values].includes("bytes");
}

/** What bytes are in memory. */
function bytesType({ name }: Form): string {
  return name === "input" ? "Uint8Array" : "Uint8Array<ArrayBuffer>";
}

/** Declares the type of a form, and one for each definition. */
function declare(plan: Plan, name: Form["name"], words: string, called: (label: string) => string): string[] {
  const named: Form["named"] = new Map();
  const label = (definition: string) => called(`_${identifier(definition)}${named.size + 1}`);
  const type = typeOf(plan, { name, named, label }, "");
  const definitions = [...named].flatMap(([definition, { name, text }]) => [
    `/** ${comment(definition)}: ${words} */`,
    `export type ${name} = ${text};`,
    "",
  ]);
  return [...definitions, `/** ${words} */`, `export type ${called("")} = ${type};`, ""];
}

function typeOf(plan: Plan, form: Form, indent: string): string {
  const { definition } = plan;
  if (definition === undefined) return spelledOut(plan, form, indent);
  const known = form.named.get(definition);
  if (known !== undefined) return known.name;
  const made = { name: form.label(definition), text: "" };
  form.named.set(definition, made);
  made.text = spelledOut(plan, form, "");
  return made.name;
}

function spelledOut(plan: Plan, form: Form, indent: string): string {
  switch (plan.kind) {
    case "integer":
    case "number":
      return "number";
    case "wide-integer":
      return form.name === "json" ? "number | string" : "bigint";
    case "text":
      return "string";
    case "bytes":
      return form.name === "json" ? "string" : bytesType(form);
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
      return recordOf(plan.keys === "integer" ? "number" : "string", typeOf(plan.values, form, indent), form);
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

/** A type that is inside of itself may be so in an index signature, and not in `Record`. */
function recordOf(key: "number" | "string", type: string, { named }: Form): string {
  return named.size > 0 ? `{ [name: ${key}]: ${type} }` : `Record<${key}, ${type}>`;
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
  // `Array<…>` would be asked for what it holds at once: a tuple that holds itself would go in a circle.
  return `[${[...own, ...(rest ? [`...(${typeOf(rest, form, indent)})[]`] : [])].join(", ")}]`;
}

function viewType({ values, memory, json, parameters, schema }: ViewPlan, form: Form): string {
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(" | ");
  const ofJson = jsonTypeOf(schema);
  const [kind] = memory;
  // Of what is no other kind in memory, it is the type that it has in JSON.
  if (form.name === "json" || (kind === json[0] && json.length === 1)) return ofJson;
  if (kind === "bytes") return bytesType(form);
  return kind === OF_A_CLASS ? classOf(parameters, bytesType(form)) : (kind as string);
}

/** The class of an object: a set, a map, a typed array, or else a date. */
function classOf({ array, set, keys, values }: JsonSchema, bytes: string): string {
  if (set !== undefined) return `Set<${itemType(set, bytes)}>`;
  if (keys !== undefined) return `Map<${itemType(keys, bytes)}, ${itemType(values, bytes)}>`;
  return typeof array === "string" ? arrayClass(array) : "Date";
}

/** The type of an item of a set or a map. */
function itemType(name: unknown, bytes: string): string {
  const types = { integer: "number", text: "string", bytes, boolean: "boolean" };
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
  const isAny = plan.additional.kind === "any" || members.length > 0;
  const others = recordOf("string", isAny ? "unknown" : typeOf(plan.additional, form, inner), form);
  return members.length === 0 ? others : `${declared} & ${others}`;
}
