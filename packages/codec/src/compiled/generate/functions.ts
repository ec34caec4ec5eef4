/**
 * Definitions in generated code: a function for each, inside of the one that is generated, whose variables they share. How
 * many levels there are left where it is called, only the payload or the value tells.
 *
 * @module
 */
import type { Plan } from "../../plan/plan.ts";
import { createCode } from "./code.ts";
import type { Context } from "./context.ts";

/**
 * The name of the function for a plan that has a definition, `(left, value) => result`; nothing for any other plan. It is written
 * when it is first asked for, and leaves by `undefined`.
 *
 * @param write - writes the code in it
 */
export function functionFor(
  { definition }: Plan,
  context: Context,
  write: () => void,
  result: string,
): string | undefined {
  if (definition === undefined) return undefined;
  const { functions, code, left } = context;
  // No constant, variable or helper is called so.
  const name = `$$${definition.replaceAll(/\W/g, (sign) => `$${sign.charCodeAt(0)}`)}`;
  if (!functions.has(name)) {
    functions.set(name, "");
    Object.assign(context, { code: createCode(), left: "left" });
    write();
    functions.set(name, `  function ${name}(left, value) {\n${context.code}\n  return ${result};\n  }\n`);
    Object.assign(context, { code, left });
  }
  return name;
}

/** The text of a generated function, with those of definitions in front. */
export function withFunctions(head: string, { functions, code }: Context): string {
  return [`${head} {`, ...functions.values(), `${code}\n}`].join("\n");
}
