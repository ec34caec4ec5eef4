/**
 * Codecs as plain ES modules, made ahead of time: what a browser with a strict content security policy, and whoever
 * counts milliseconds at start, imports.
 *
 * @module
 */

import { defaultLimits } from "../cbor/limits.ts";
import { identifier } from "../compiled/generate/code.ts";
import { generate } from "../compiled/generate/generate.ts";
import { verbsFor } from "../compiled/generate/writers.ts";
import * as runtime from "../compiled/runtime/runtime.ts";
import type { Message } from "../message/message.ts";
import { definitions } from "../plan/definitions.ts";
import { readPlan } from "../plan/read-plan.ts";
import * as smallRuntime from "../small/small.ts";
import { bringStructs } from "../structs/bring.ts";
import * as views from "../views/index.ts";
import { comment } from "./comment.ts";
import { planLiteral } from "./plan-literal.ts";
import { smallPlan } from "./small-plan.ts";
import { writeTypes } from "./types.ts";
import { viewCall, viewNames } from "./view-call.ts";

/** The text of a compiled module, of the small one in its place, and of the types of both. */
export interface CompiledModule {
  /** An ES module that exports the message. It imports nothing but `@wirebook/codec/runtime`, its views and, for a request, its answer. */
  readonly js: string;
  /**
   * An ES module that exports the same message in a fraction of the bytes, for browsers: it follows the plan in place of
   * running code of its own, and names the kinds of fields that it has, so that a page is sent no others. It imports
   * nothing but `@wirebook/codec/small`, its views (`@wirebook/codec/views`) and, for a request, its answer's small module.
   */
  readonly small: string;
  /** The declaration of either module. */
  readonly dts: string;
}

/** How to compile. */
export interface CompileOptions {
  /** Name of the export; `upData` for `up/data` if left out. */
  readonly exportName?: string;
  /** From which module the answer of a request comes; `../down/time.js` for `down/time` if left out. */
  readonly answerFrom?: string;
  /** The same for the small module; `../down/time.small.js` if left out. */
  readonly smallAnswerFrom?: string;
}

/** Names that a compiled module has of its own. */
const taken = new Set([
  "schema",
  "plan",
  "decode",
  "encode",
  "transcode",
  ...Object.keys(runtime),
  ...Object.keys(smallRuntime),
  ...Object.keys(views),
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
  // The message may be of a module that was compiled ahead of time.
  bringStructs();
  const plan = readPlan(message.schema, definitions);
  const verbs = verbsFor(plan);
  const { text, helpers } = generate(plan, message.limits, verbs, viewCall);
  const { answer } = message;
  const named = viewNames(plan);
  const creating = [
    `/** ${comment(message.title)}${message.summary === "" ? "" : `: ${comment(message.summary)}`} */`,
    `export const ${exportName} = /* @__PURE__ */ createMessage(`,
  ];
  const js = [
    ...beginning(message, "runtime", ["createMessage", ...helpers]),
    ...importViews(named),
    ...importOf(answer, options.answerFrom ?? `../${answer?.name}.js`),
    "",
    `const schema = ${literalOf(message.schema)};`,
    "",
    "// What follows the plan explains what the functions below refuse.",
    `const plan = ${planLiteral(plan)};`,
    "",
    text,
    "",
    ...creating,
    ...describe(message, "schema"),
    `  { ${verbs.join(", ")} },`,
    "  plan,",
    ");",
    "",
  ];
  const nodes = smallPlan(plan);
  const small = [
    ...beginning(message, "small", ["createMessage", ...nodes.pieces]),
    ...importViews(named),
    ...importOf(answer, options.smallAnswerFrom ?? `../${answer?.name}.small.js`),
    "",
    // Schema and plan stand where they are asked for: names take bytes.
    ...creating,
    ...describe(message, `schema: ${literalOf(message.schema)}`),
    `  ${nodes.text},`,
    ");",
    "",
  ];
  return { js: js.join("\n"), small: small.join("\n"), dts: writeTypes(plan, message, exportName) };
}

function beginning(message: Message, from: string, names: readonly string[]): string[] {
  return [
    `// ${message.name}: made by @wirebook/codec from the definition of the message type. Not to be edited.`,
    `import { ${names.join(", ")} } from "@wirebook/codec/${from}";`,
  ];
}

function importViews(names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`import { ${names.join(", ")} } from "@wirebook/codec/views";`];
}

function importOf(answer: Message | undefined, from: string): string[] {
  return answer === undefined ? [] : [`import { ${exportNameOf(answer.name)} } from "${from}";`];
}

/** What a message says of itself, with its schema, as the lines of an object literal. */
function describe(message: Message, schema: string): string[] {
  const { name, title, summary, draft, roles, deadline, answer } = message;
  const isDefault = JSON.stringify(message.limits) === JSON.stringify(defaultLimits);
  const said = {
    name,
    title,
    summary,
    draft,
    roles,
    deadline,
    limits: isDefault ? undefined : message.limits,
  };
  return [
    "  {",
    ...Object.entries(said).flatMap(([member, value]) =>
      value === undefined ? [] : [`    ${member}: ${JSON.stringify(value)},`],
    ),
    ...(answer === undefined ? [] : [`    answer: ${exportNameOf(answer.name)},`]),
    `    ${schema},`,
    "  },",
  ];
}

/** A schema as an object literal, in which `"__proto__": …` would set the prototype. */
function literalOf(schema: object): string {
  return JSON.stringify(schema, null, 2).replaceAll(/^(\s*)"__proto__":/gm, '$1["__proto__"]:');
}
