import { fit } from "../shared/fit.ts";

/** A value as TypeScript writes it: `17n` for a bigint, the bytes of a byte string as base64. */
function literal(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof Uint8Array) return `Buffer.from("${Buffer.from(value).toString("base64")}", "base64")`;
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : JSON.stringify(value);
  const members = Object.entries(value).map(([name, inner]) => `${property(name)}: ${literal(inner)}`);
  return `{${members.join(", ")}}`;
}

/** `__proto__` as a plain name would set the prototype. */
function property(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** A program that writes the example and reads it again. */
export function typescriptExample(value: unknown, exportName: string, importFrom: string): string {
  return [
    `import { ${exportName} } from "${importFrom}";`,
    "",
    `const payload = ${exportName}.encode(${fit(literal(value))});`,
    "",
    `const value = ${exportName}.decode(payload);`,
  ].join("\n");
}
