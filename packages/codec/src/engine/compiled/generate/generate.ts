import type { Limits } from "../../../item/limits.ts";
import type { Plan } from "../../../schema/plan.ts";
import { encoded } from "./bytes.ts";
import { createCode, identifier } from "./code.ts";
import type { Context } from "./context.ts";
import { writeDecode } from "./decode.ts";
import { writeEncode } from "./encode.ts";
import { canTranscode, writeTranscode } from "./transcode.ts";

/** The text of a message type's functions, and the helpers that they call. */
export interface Generated {
  /** `function decode(payload) { … }`, `function encode(value) { … }` and maybe `function transcode(payload) { … }` */
  readonly text: string;
  readonly functions: readonly ("decode" | "encode" | "transcode")[];
  readonly helpers: readonly string[];
}

/** Names of the generated functions and of all helpers: nothing else may be called so. */
const taken = [
  "decode",
  "encode",
  "transcode",
  "room",
  "runtime",
  "message",
  "schema",
  "limits",
  "interpreter",
];

/** How many bytes of keys are compared and written in place. */
const MOST_UNROLLED = 1500;

/** How many bytes all keys in a plan have together. */
function keyBytes(plan: Plan): number {
  switch (plan.kind) {
    case "array":
      return keyBytes(plan.items);
    case "tuple":
      return sum(plan.items.map(keyBytes));
    case "object":
      return sum(plan.members.map(({ key, value }) => encoded(key).length + keyBytes(value)));
    case "record":
      return keyBytes(plan.values);
    case "tagged":
      return keyBytes(plan.content);
    case "union":
      return sum(plan.branches.map(keyBytes));
    default:
      return 0;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Generates the code of a plan. */
export function generate(plan: Plan, limits: Limits, helperNames: Iterable<string>): Generated {
  const helpers = new Set<string>();
  const before: string[] = [];
  const names = new Set([...taken, ...helperNames]);

  function constant(like: string, value: string): string {
    const same = before.find((line) => line.endsWith(` = ${value};`));
    if (same !== undefined && value !== "undefined") return same.slice("const ".length, same.indexOf(" = "));
    const base = identifier(like);
    let name = base;
    for (let next = 2; names.has(name); next++) name = `${base}${next}`;
    names.add(name);
    before.push(`const ${name} = ${value};`);
    return name;
  }

  const unrolled = keyBytes(plan) <= MOST_UNROLLED;
  const write = (writer: (plan: Plan, context: Context) => string): string =>
    writer(plan, { code: createCode(names), limits, helpers, before, constant, unrolled });

  const functions = [
    { name: "decode" as const, text: write(writeDecode) },
    { name: "encode" as const, text: write(writeEncode) },
    ...(canTranscode(plan) ? [{ name: "transcode" as const, text: write(writeTranscode) }] : []),
  ];
  return {
    text: [...before, ...functions.map((one) => one.text)].join("\n\n"),
    functions: functions.map((one) => one.name),
    helpers: [...helpers].sort(),
  };
}
