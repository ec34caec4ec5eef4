import type { Limits } from "../../../item/limits.ts";
import type { Plan } from "../../../schema/plan.ts";
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
const taken = ["decode", "encode", "transcode", "room", "runtime", "message", "schema", "limits", "interpreter"];

/** Generates the code of a plan. */
export function generate(plan: Plan, limits: Limits, helperNames: Iterable<string>): Generated {
  const helpers = new Set<string>();
  const before: string[] = [];
  const names = new Set([...taken, ...helperNames]);

  function constant(like: string, value: string): string {
    const same = before.find((line) => line.endsWith(` = ${value};`));
    if (same !== undefined) return same.slice("const ".length, same.indexOf(" = "));
    const base = identifier(like);
    let name = base;
    for (let next = 2; names.has(name); next++) name = `${base}${next}`;
    names.add(name);
    before.push(`const ${name} = ${value};`);
    return name;
  }

  const write = (writer: (plan: Plan, context: Context) => string): string =>
    writer(plan, { code: createCode(names), limits, helpers, before, constant });

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
