import type { Limits } from "../cbor/limits.ts";
import { valueFromJson } from "../json/from-json.ts";
import { createVisit } from "../json/visit.ts";
import { type Plan, someIn } from "../plan/plan.ts";
import type { Example } from "./message.ts";

/**
 * Refuses JSON values that a definition shows to readers and that are not what it says: examples of the message, and
 * `default` and `examples` of each field.
 *
 * @throws TypeError that names the example, or the keyword with its place in the schema, and the place in the value
 */
export function checkSamples(plan: Plan, examples: readonly Example<unknown>[], limits: Limits): void {
  function check(field: Plan, json: unknown, what: string): void {
    const visit = createVisit(limits);
    valueFromJson(field, json, visit);
    const error = visit.faults.error();
    if (error !== undefined) throw new TypeError(`${what}: ${error.message}`, { cause: error });
  }

  function checkField(field: Plan): boolean {
    const { schema, schemaPath } = field;
    if (schema.default !== undefined) check(field, schema.default, `default at ${schemaPath}`);
    if (Array.isArray(schema.examples)) {
      for (const json of schema.examples) check(field, json, `examples at ${schemaPath}`);
    }
    return false;
  }

  for (const { title, json } of examples) check(plan, json, `example "${title}"`);
  someIn(plan, checkField);
}
