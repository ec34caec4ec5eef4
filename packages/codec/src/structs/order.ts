import type { JsonSchema } from "../plan/json-schema.ts";
import { FURTHER } from "../plan/plan.ts";

/**
 * An item is there only behind the one before it, and further items need not be there at all, whatever `Type.Partial` and
 * `Type.Required` make of the members.
 */
export function orderStruct({ dependentRequired: _, ...schema }: JsonSchema): JsonSchema {
  const names = schema.cborArray as string[];
  const isItem = (name: string) => names.includes(name) || name !== FURTHER;
  const required = ((schema.required ?? []) as string[]).filter(isItem);
  const behind = Object.keys(Object(schema.properties)).flatMap((name) => {
    const index = names.indexOf(name);
    const before = index < 0 ? names.at(-1) : names[index - 1];
    return before === undefined || required.includes(before) ? [] : [[name, [before]]];
  });
  return {
    ...schema,
    ...(schema.required === undefined ? {} : { required }),
    ...(behind.length > 0 ? { dependentRequired: Object.fromEntries(behind) } : {}),
  };
}
