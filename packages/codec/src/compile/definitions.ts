import { identifier } from "../compiled/generate/code.ts";
import type { Plan } from "../plan/plan.ts";

/** Writes a plan that has a definition where it is first come by, and answers the constant that stands for it. */
export type Refer = (plan: Plan, write: () => string) => string;

/** A literal whose parts may hold themselves: constants for those, which are filled in when all of them are there. */
export function withDefinitions(write: (refer: Refer) => string): string {
  const constants = new Map<string, { readonly name: string; text: string }>();

  function refer({ sensitive, definition = "" }: Plan, text: () => string): string {
    const key = `${sensitive} ${definition}`;
    const known = constants.get(key);
    if (known !== undefined) return known.name;
    const made = { name: `${identifier(definition)}$${constants.size + 1}`, text: "" };
    constants.set(key, made);
    made.text = text();
    return made.name;
  }

  const literal = write(refer);
  const all = [...constants.values()];
  if (all.length === 0) return literal;
  return [
    "/* @__PURE__ */ (() => {",
    `  const ${all.map(({ name }) => `${name} = {}`).join(", ")};`,
    ...all.map(({ name, text }) => `  Object.assign(${name}, ${text});`),
    `  return ${literal};`,
    "})()",
  ].join("\n");
}
