import { definitions } from "./definitions.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { Plan } from "./plan.ts";
import { readPlan } from "./read-plan.ts";
import { readStruct } from "./read-struct.ts";
import { structs } from "./structs.ts";

/**
 * Reads the plan of a message type's schema, whether or not the builders were called here that wrote it.
 *
 * @throws TypeError for a schema that no message type has; the text names the place in it
 */
export function readAnyPlan(schema: JsonSchema): Plan {
  structs.read = readStruct;
  return readPlan(schema, definitions);
}
