import { smallPlan } from "../src/compile/small-plan.ts";
import { createCode } from "../src/compiled/generate/code.ts";
import type { Context } from "../src/compiled/generate/context.ts";
import * as runtime from "../src/compiled/runtime/runtime.ts";
import { definitions } from "../src/plan/definitions.ts";
import { plainSchema } from "../src/plan/json-schema.ts";
import type { Plan } from "../src/plan/plan.ts";
import { readPlan } from "../src/plan/read-plan.ts";
import * as small from "../src/small/small.ts";
import type { Node } from "../src/small/walk/kind.ts";

/** What pieces of the generator write into, as one function would have it. */
export function newContext(part: Partial<Context> = {}): Context {
  const before: string[] = [];
  const known = new Map<string, string>();
  return {
    code: createCode(),
    leave: "return;",
    limits: { bytes: 1 << 20, depth: 16, items: 100_000 },
    helpers: new Set(),
    before,
    unrolled: true,
    cutsTexts: false,
    functions: new Map(),
    left: "",
    view: ({ name }) => name,
    constant(_, value) {
      const name = known.get(value) ?? `$${known.size}`;
      if (!known.has(value)) before.push(`const ${name} = ${value};`);
      known.set(value, name);
      return name;
    },
    ...part,
  };
}

/** Makes a function of an expression that a piece of the generator wrote. */
export function evaluate(
  expression: string,
  { before, helpers }: Context,
  ...parameters: string[]
): (...values: unknown[]) => unknown {
  const imports = `const { ${[...helpers].join(", ")} } = runtime;`;
  return new Function(
    "runtime",
    `"use strict"; ${imports} ${before.join("\n")} return (${parameters.join(", ")}) => ${expression};`,
  )(runtime);
}

/** The node that stands in a small module for a plan. */
export function evaluateNode(plan: Plan): Node {
  const { text, pieces } = smallPlan(plan);
  return new Function("small", `"use strict"; const { ${pieces.join(", ")} } = small; return ${text};`)(
    small,
  );
}

/** The plan of a TypeBox schema. */
export function planOf<P extends Plan>(schema: object): P {
  return readPlan(plainSchema(schema, definitions.gather)) as P;
}

/** Bytes of their hexadecimal digits. */
export function fromHex(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits, "hex"));
}

/** The hexadecimal digits of bytes. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
