import { literals, type Schema } from "./json.ts";

/** Name of the message in the text of {@link protoText}. */
export const protoMessage = "bench.Payload";

/** The same content as a `.proto` file: enums for unions of literals, `uint32` where nothing is negative. */
export function protoText(schema: Schema): string {
  const declarations: string[] = [];
  declareMessage("Payload", schema, declarations);
  return `syntax = "proto3";\npackage bench;\n${declarations.join("\n")}\n`;
}

function declareMessage(name: string, { properties = {} }: Schema, declarations: string[]): string {
  const fields = Object.entries(properties).map(
    ([field, member], index) =>
      `  ${typeOf(member, `${name}_${field}`, declarations)} ${field} = ${index + 1};`,
  );
  declarations.push(`message ${name} {\n${fields.join("\n")}\n}`);
  return name;
}

function declareEnum(name: string, names: readonly string[], declarations: string[]): string {
  declarations.push(`enum ${name} {\n${names.map((one, index) => `  ${one} = ${index};`).join("\n")}\n}`);
  return name;
}

function typeOf(schema: Schema, name: string, declarations: string[]): string {
  if (schema.contentEncoding !== undefined) return "bytes";
  const names = literals(schema);
  if (names !== undefined) return declareEnum(name, names, declarations);
  if (schema.items !== undefined) return `repeated ${typeOf(schema.items, name, declarations)}`;
  if (schema.properties !== undefined) return declareMessage(name, schema, declarations);
  if (schema.type === "integer") return (schema.minimum ?? -1) >= 0 ? "uint32" : "sint32";
  return schema.type === "number" ? "double" : schema.type === "boolean" ? "bool" : "string";
}

/** A value with numbers in place of the names of its enums, as Protocol Buffers have them in memory. */
export function withEnumNumbers(schema: Schema, value: unknown): unknown {
  return mapEnums(schema, value, (names, name) => names.indexOf(name as string));
}

/** The other way round. */
export function withEnumNames(schema: Schema, value: unknown): unknown {
  return mapEnums(schema, value, (names, number) => names[number as number]);
}

function mapEnums(
  schema: Schema,
  value: unknown,
  map: (names: readonly string[], one: unknown) => unknown,
): unknown {
  const names = literals(schema);
  if (names !== undefined) return map(names, value);
  const { items, properties } = schema;
  if (items !== undefined) return (value as unknown[]).map((item) => mapEnums(items, item, map));
  if (properties === undefined) return value;
  const members = Object.entries(properties);
  return Object.fromEntries(
    members.map(([name, member]) => [name, mapEnums(member, (value as Record<string, unknown>)[name], map)]),
  );
}
