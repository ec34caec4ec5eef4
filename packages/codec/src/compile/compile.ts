/**
 * Codecs as plain ES modules, made ahead of time: what a browser with a strict content security policy, and whoever
 * counts milliseconds at start, imports.
 *
 * @module
 */

import { identifier } from "../engine/compiled/generate/code.ts";
import { generate, verbsFor } from "../engine/compiled/generate/generate.ts";
import * as runtime from "../engine/compiled/runtime/runtime.ts";
import { defaultLimits } from "../item/limits.ts";
import type { Message } from "../message/message.ts";
import { readPlan } from "../schema/read-plan.ts";
import { comment } from "./comment.ts";
import { planLiteral } from "./plan-literal.ts";
export { smallPlan } from "./small-plan.ts";
import { writeTypes } from "./types.ts";

/** The text of a compiled module and of its types. */
export interface CompiledModule {
  /** An ES module that exports the message. It imports nothing but `@wirebook/codec/runtime` and, for a request, its answer. */
  readonly js: string;
  /** The declaration of that module. */
  readonly dts: string;
}

/** How to compile. */
export interface CompileOptions {
  /** Name of the export; `upData` for `up/data` if left out. */
  readonly exportName?: string;
  /** From which module the answer of a request comes; `../down/time.js` for `down/time` if left out. */
  readonly answerFrom?: string;
}

/** Names that a compiled module has of its own. */
const taken = new Set([
  "createMessage",
  "schema",
  "plan",
  "decode",
  "encode",
  "transcode",
  ...Object.keys(runtime),
]);

/** `upData` for `up/data`. */
export function exportNameOf(messageName: string): string {
  const name = identifier(
    messageName.replaceAll(/[^A-Za-z0-9]+(.)/g, (_, first: string) => first.toUpperCase()),
  );
  return taken.has(name) ? `${name}Message` : name;
}

/**
 * Compiles a message type to the text of a module.
 *
 * @throws TypeError when the message has no schema that a plan can be read from
 */
export function compileMessage(message: Message, options: CompileOptions = {}): CompiledModule {
  const exportName = options.exportName ?? exportNameOf(message.name);
  const plan = readPlan(message.schema);
  const verbs = verbsFor(plan);
  const { text, helpers } = generate(plan, message.limits, verbs, Object.keys(runtime));
  const { answer } = message;
  const answerName = answer && exportNameOf(answer.name);
  const answerFrom = options.answerFrom ?? (answer && `../${answer.name}.js`);
  const limits =
    JSON.stringify(message.limits) === JSON.stringify(defaultLimits) ? undefined : message.limits;
  const description = [
    ["name", message.name],
    ["title", message.title],
    ["summary", message.summary],
    ["draft", message.draft],
    ["roles", message.roles],
    ["deadline", message.deadline],
    ["limits", limits],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`    ${name}: ${JSON.stringify(value)},`]));
  const js = [
    `// ${message.name}: made by @wirebook/codec from the definition of the message type. Not to be edited.`,
    `import { ${["createMessage", ...helpers].join(", ")} } from "@wirebook/codec/runtime";`,
    ...(answer === undefined ? [] : [`import { ${answerName} } from "${answerFrom}";`]),
    "",
    `const schema = ${literalOf(message.schema)};`,
    "",
    "// What follows the plan explains what the functions below refuse.",
    `const plan = ${planLiteral(plan)};`,
    "",
    text,
    "",
    `/** ${comment(message.title)}${message.summary === "" ? "" : `: ${comment(message.summary)}`} */`,
    `export const ${exportName} = /* @__PURE__ */ createMessage(`,
    "  {",
    ...description,
    ...(answer === undefined ? [] : [`    answer: ${answerName},`]),
    "    schema,",
    "  },",
    `  { ${verbs.join(", ")} },`,
    "  plan,",
    ");",
    "",
  ].join("\n");
  return { js, dts: writeTypes(plan, message, exportName) };
}

/** A schema as an object literal, in which `"__proto__": …` would set the prototype. */
function literalOf(schema: object): string {
  return JSON.stringify(schema, null, 2).replaceAll(/^(\s*)"__proto__":/gm, '$1["__proto__"]:');
}
