import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { ownMember } from "../json/kinds.ts";
import { parsePointer, pointer } from "../json/pointer.ts";
import { annotations, type JsonSchema, vocabulary } from "../plan/json-schema.ts";
import {
  type AnyPlan,
  FURTHER,
  namedMembers,
  type ObjectPlan,
  type Plan,
  type ScalarPlan,
  type TuplePlan,
} from "../plan/plan.ts";

/** Stands in a JSON form for what has no place in it, or does not fit: the fault there is told already. */
export const HOLE: unknown = Object.freeze({});

/** A union's branch, with where and what it was chosen for. */
export interface Chosen {
  readonly branch: Plan;
  readonly path: readonly (string | number)[];
  /** The value's JSON form. */
  readonly json: unknown;
}

/**
 * Judges the JSON form of a value against its schema; answers the paths of what does not fit.
 *
 * @param isTold - whether the walk has found faults: of what it judges, it has then told all
 */
export type Check = (json: unknown, chosen: readonly Chosen[], isTold: boolean) => string[];

/** Keywords that Ajv has nothing to do with. */
const silent: ReadonlySet<string> = new Set([...annotations, ...vocabulary]);

/*
 * allErrors, because the first fault is the one with the lowest offset, not the one that the schema names first.
 * ownProperties, because an inherited name is no member. Formats are words to the reader.
 */
const options = {
  strict: true,
  // A tuple may have optional items.
  strictTuples: false,
  allErrors: true,
  ownProperties: true,
  allowUnionTypes: true,
  validateFormats: false,
};

/**
 * Makes the check for a plan. A union's branches are schemas of their own: the plan says which branch a value belongs
 * to, Ajv whether it fits that one, so its errors are never about branches that were not meant.
 */
export function createCheck(plan: Plan): Check {
  const ajv = new Ajv2020(options).removeKeyword("multipleOf");
  ajv.addKeyword({ keyword: "multipleOf", type: "number", schemaType: "number", validate: isInSteps });
  const compiled = new Map<Plan, ValidateFunction>();

  function validatorOf(branch: Plan): ValidateFunction {
    const known = compiled.get(branch);
    if (known !== undefined) return known;
    const validator = ajv.compile(schemaOf(branch));
    compiled.set(branch, validator);
    return validator;
  }

  return (json, chosen, isTold) => {
    const root: Chosen = { branch: plan, path: [], json };
    return [root, ...chosen].flatMap(({ branch, path, json: part }) => {
      const validator = validatorOf(branch);
      if (validator(part)) return [];
      const base = pointer(path);
      return (validator.errors ?? [])
        .filter(({ keyword }) => !(isTold && walked.has(keyword)))
        .filter((error) => !isAboutHole(error, part))
        .map((error) => base + error.instancePath);
    });
  };
}

/** Ajv divides binary floats, by which 19.99 is no multiple of 0.01: steps are decimals, as JSON writes them. */
export function isInSteps(step: number, value: number): boolean {
  const places = Math.max(placesOf(step), placesOf(value));
  return unitsOf(value, places) % unitsOf(step, places) === 0n;
}

/** How many digits a number has behind the point, where it is written without an exponent; below 0 for zeros before it. */
function placesOf(value: number): number {
  const [digits, exponent = "0"] = String(value).split("e") as [string, string?];
  return (digits.split(".")[1] ?? "").length - Number(exponent);
}

/** A number in units of so many places behind the point. */
function unitsOf(value: number, places: number): bigint {
  const [digits] = String(value).split("e") as [string];
  return BigInt(digits.replace(".", "") + "0".repeat(places - placesOf(value)));
}

/** What the walk has judged already, hole or not; beside holes, Ajv would tell of the holes. */
const walked = new Set(["type", "required", "dependentRequired", "additionalProperties", "const", "enum"]);

/** Whether an error is about a hole, what would be inside of one, or two of them that look alike. */
function isAboutHole({ instancePath, keyword }: ErrorObject, json: unknown): boolean {
  let at = json;
  for (const name of parsePointer(instancePath)) {
    if (at === HOLE) return true;
    at = ownMember(at as object, name);
  }
  return at === HOLE || (keyword === "uniqueItems" && (at as unknown[]).includes(HOLE));
}

/** The schemas of definitions without their unions, by their plans, and how a `$ref` names them. */
type Definitions = Map<Plan, { readonly $ref: string; schema: JsonSchema }>;

/** The schema of a plan in which everything is accepted where a union stands, with the definitions that it refers to. */
function schemaOf(plan: Plan): JsonSchema {
  const definitions: Definitions = new Map();
  const schema = withoutUnions(plan, definitions);
  const $defs = [...definitions.values()].map((definition, index) => [index, definition.schema]);
  return { ...schema, $defs: Object.fromEntries($defs) };
}

function withoutUnions(plan: Plan, definitions: Definitions): JsonSchema {
  if (plan.definition === undefined) return schemaInside(plan, definitions);
  const known = definitions.get(plan);
  if (known !== undefined) return { $ref: known.$ref };
  const made = { $ref: `#/$defs/${definitions.size}`, schema: {} };
  definitions.set(plan, made);
  made.schema = schemaInside(plan, definitions);
  return { $ref: made.$ref };
}

function schemaInside(plan: Plan, definitions: Definitions): JsonSchema {
  const inside = (part: Plan) => withoutUnions(part, definitions);
  const schema = Object.fromEntries(
    Object.entries(plan.schema).filter(([keyword]) => !silent.has(keyword) && !keyword.startsWith("x-")),
  );
  switch (plan.kind) {
    case "array":
      return { ...schema, items: inside(plan.items) };
    case "tuple":
      if (plan.names) return struct(plan, schema, inside);
      return {
        ...schema,
        ...(plan.items.length > 0 ? { prefixItems: plan.items.map(inside) } : {}),
        ...(plan.rest === undefined ? {} : { items: inside(plan.rest) }),
      };
    case "object":
      return { ...schema, ...properties(plan, inside), additionalProperties: additional(plan, inside) };
    case "record":
      return { ...schema, patternProperties: { [plan.pattern]: inside(plan.values) } };
    case "tagged":
      if (!plan.keep) return inside(plan.content);
      return {
        ...schema,
        properties: { tag: { const: plan.tag }, value: inside(plan.content) },
        additionalProperties: false,
      };
    case "embedded":
      return inside(plan.content);
    case "union":
      return {};
    case "view":
      return schema;
    default:
      plan satisfies ScalarPlan | AnyPlan;
      return schema;
  }
}

/** An array whose items have names is an object in JSON. */
function struct(plan: TuplePlan, schema: JsonSchema, inside: (part: Plan) => JsonSchema): JsonSchema {
  const own = namedMembers(plan).map(({ name, value }) => [name, inside(value)]);
  const further = { type: "array", minItems: 1, items: plan.rest && inside(plan.rest) };
  return {
    ...schema,
    properties: Object.fromEntries(plan.rest ? [...own, [FURTHER, further]] : own),
    additionalProperties: false,
  };
}

/** Ajv passes over a property named `__proto__`, but not over a pattern that matches it. */
function properties(plan: ObjectPlan, inside: (part: Plan) => JsonSchema): JsonSchema {
  const entries = plan.members.map(({ name, value }): [string, JsonSchema] => [name, inside(value)]);
  const [, hidden] = entries.find(([name]) => name === "__proto__") ?? [];
  return {
    properties: Object.fromEntries(entries.filter(([name]) => name !== "__proto__")),
    ...(hidden === undefined ? {} : { patternProperties: { "^__proto__$": hidden } }),
  };
}

function additional(plan: ObjectPlan, inside: (part: Plan) => JsonSchema): JsonSchema | boolean {
  return plan.additional === undefined ? false : inside(plan.additional);
}
