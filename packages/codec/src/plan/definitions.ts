/**
 * Definitions: schemas with names, which refer to each other and to themselves. A plan that refers to one holds its plan, so
 * that whoever follows a payload or a value need not know of them.
 *
 * @module
 */
import { lengthsOf } from "./describe.ts";
import { DEFINITIONS, type JsonSchema } from "./json-schema.ts";
import { allow, refuse, type SchemaLocation } from "./keywords.ts";
import { type Plan, partsOf } from "./plan.ts";

/** The definitions of a schema while its plan is read. */
export interface Definitions {
  /** The plan of what a `$ref` names. */
  refer(schema: JsonSchema, location: SchemaLocation): Plan;
  /**
   * Makes a plan that asks what its parts are: at once or, where they are being read, when that is done. It is empty until then.
   */
  make(location: SchemaLocation, parts: readonly Plan[], plan: () => Plan): Plan;
  /** Reads those that nothing has named: they stand in the schema all the same. */
  rest(): void;
}

/** What reads definitions. */
export interface DefinitionReader {
  /** A plain schema with all of its definitions in one place, where pointers find them. */
  gather(schema: JsonSchema): JsonSchema;
  /** Starts to read the definitions in `$defs`, each when it is first named. */
  create($defs: unknown, read: (schema: JsonSchema, location: SchemaLocation) => Plan): Definitions;
}

/** Reads definitions. */
export const definitions: DefinitionReader = { gather, create };

/** Keywords with schemas by names, and those with a schema or a list of them. */
const NAMED = ["properties", "patternProperties"];
const PLAIN = ["items", "prefixItems", "additionalProperties", "allOf", "anyOf"];

function gather(schema: JsonSchema): JsonSchema {
  const all = new Map<string, JsonSchema>();

  function within({ $defs = {}, ...words }: JsonSchema): JsonSchema {
    for (const [name, definition] of Object.entries($defs as Record<string, JsonSchema>)) {
      // As an identifier, its name would begin a document of its own.
      const { $id, ...said } = definition;
      const plain = within($id === name ? said : definition);
      if (JSON.stringify(all.get(name) ?? plain) !== JSON.stringify(plain))
        refuse({ schemaPath: DEFINITIONS + name }, "expected no other definition of this name");
      all.set(name, plain);
    }
    return mapValues(words, (inner, keyword) => {
      if (keyword === "$ref") return DEFINITIONS + `${inner}`.replace(DEFINITIONS, "");
      if (NAMED.includes(keyword)) return mapValues(inner as JsonSchema, perhaps);
      if (!PLAIN.includes(keyword)) return inner;
      return Array.isArray(inner) ? inner.map(perhaps) : perhaps(inner);
    });
  }

  function perhaps(inner: unknown): unknown {
    return Object(inner) === inner ? within(inner as JsonSchema) : inner;
  }

  const root = within(schema);
  return all.size > 0 ? { $defs: Object.fromEntries(all), ...root } : root;
}

function mapValues(of: JsonSchema, map: (value: unknown, name: string) => unknown): JsonSchema {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, map(value, name)]));
}

function create($defs: unknown, read: (schema: JsonSchema, location: SchemaLocation) => Plan): Definitions {
  const known = new Map<string, Plan>();
  /** What may be inside of itself, by name. */
  const named = new Map<string, Plan>();
  /** How to fill in plans that are empty so far. */
  const unfilled = new Map<Plan, () => void>();
  /** How many definitions are being read, one in the other. */
  let open = 0;

  /** Fills in what is seen of a plan at a glance: tags and byte strings are no more than what they are around. */
  function settle(plan: Plan): void {
    unfilled.get(plan)?.();
    if (isAround(plan)) settle(plan.content);
  }

  function fillLater(location: SchemaLocation, parts: readonly Plan[], plan: () => Plan, empty = {} as Plan) {
    unfilled.set(empty, () => {
      // Whoever comes by here again on the way has come to no array and no map.
      unfilled.set(empty, () =>
        refuse(location, "expected an array, a map or a kept tag around a $ref back"),
      );
      parts.forEach(settle);
      const made = plan();
      // A union with the branches of another one, which it may be inside of, may hold itself and has to have a name.
      const isJoined = made.kind === "union" && parts.some(({ kind }) => kind === "union");
      Object.assign(empty, isJoined && { definition: location.schemaPath.slice(DEFINITIONS.length) }, made);
      if (empty.definition) named.set(empty.definition, empty);
      unfilled.delete(empty);
    });
    return empty;
  }

  function make(location: SchemaLocation, parts: readonly Plan[], plan: () => Plan): Plan {
    return parts.every(isKnown) ? plan() : fillLater(location, parts, plan);
  }

  function define(name: string, location: SchemaLocation): Plan {
    const key = `${location.sensitive} ${name}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const plan = {} as Plan;
    known.set(key, plan);
    open++;
    const own = read(($defs as Record<string, JsonSchema>)[name] as JsonSchema, location);
    open--;
    fillLater(location, [own], () => ({ ...own, definition: name }), plan);
    if (isKnown(own)) settle(plan);
    if (open === 0) {
      for (const empty of unfilled.keys()) settle(empty);
      refuseEndless([...named.values()]);
    }
    return plan;
  }

  function refer({ $ref, ...words }: JsonSchema, location: SchemaLocation): Plan {
    allow(words, location);
    const name = `${$ref}`.slice(DEFINITIONS.length);
    if (`${$ref}` !== DEFINITIONS + name || !Object.hasOwn(Object($defs), name) || !/^[\w.-]+$/.test(name))
      refuse(location, `expected $ref to name one of $defs, in letters and digits: ${$ref}`);
    const plan = define(name, { schemaPath: DEFINITIONS + name, sensitive: location.sensitive });
    return Object.keys(words).every(isOfPlace)
      ? plan
      : make(location, [plan], () => ({ ...plan, schema: { ...plan.schema, ...words } }));
  }

  function rest(): void {
    for (const name of Object.keys(Object($defs)))
      refer({ $ref: DEFINITIONS + name }, { schemaPath: "#", sensitive: false });
  }

  return { refer, make, rest };
}

function isAround(plan: Plan): plan is Extract<Plan, { kind: "tagged" | "embedded" }> {
  return (plan.kind === "tagged" && !plan.keep) || plan.kind === "embedded";
}

function isKnown(plan: Plan): boolean {
  return isAround(plan) ? isKnown(plan.content) : plan.kind !== undefined;
}

/** Whether a word beside a `$ref` says something of the place alone. */
function isOfPlace(word: string): boolean {
  return word === "key" || word === "sensitive" || word[0] === "$";
}

/** Refuses definitions of which each value would have to hold another one. */
function refuseEndless(plans: readonly Plan[]): void {
  const ending = new Set<string>();
  const ends = (plan: Plan): boolean => (plan.definition ? ending.has(plan.definition) : endsInside(plan));

  function endsInside(plan: Plan): boolean {
    const { kind } = plan;
    const [least = kind === "array" || kind === "record" ? 0 : undefined] = lengthsOf(plan);
    return kind === "object"
      ? plan.members.every(({ required, value }) => !required || ends(value))
      : kind === "union"
        ? plan.branches.some(ends)
        : partsOf(plan).slice(0, least).every(ends);
  }

  for (const _ of plans)
    for (const plan of plans) if (endsInside(plan)) ending.add(plan.definition as string);
  for (const plan of plans)
    if (!ends(plan))
      refuse(plan, "expected values that end: by Type.Optional, an empty array or another branch");
}
