import { INTEGER_KEYS, type JsonSchema } from "../schema/json-schema.ts";
import type { Clue, LiteralPlan, LiteralValue, Member, ObjectPlan, Plan } from "../schema/plan.ts";

/**
 * What a schema alone does not say, made ahead of time: for the `anyOf` of each union of objects the member that tells
 * its branches apart. One name for all is a member whose literal differs; a list has for each object, in order, the
 * member that it alone has.
 */
export type SmallPlan = readonly (readonly [anyOf: unknown, by: string | readonly string[]])[];

/** The keywords of a schema that was checked when the plan was made. */
interface Checked extends JsonSchema {
  readonly anyOf?: readonly Checked[];
  readonly enum?: readonly LiteralValue[];
  readonly type?: string | readonly string[];
  readonly items?: Checked;
  readonly prefixItems?: readonly Checked[];
  readonly properties?: Readonly<Record<string, Checked>>;
  readonly patternProperties?: Readonly<Record<string, Checked>>;
  readonly additionalProperties?: Checked | boolean;
  readonly required?: readonly string[];
}

/** Makes the plan of a schema from which `readPlan` has made one before: nothing has to be checked or found out. */
export function planOf(schema: JsonSchema, known: SmallPlan): Plan {
  return read(schema, new Map(known), false);
}

type Clues = ReadonlyMap<unknown, string | readonly string[]>;

function read(schema: Checked, clues: Clues, hidden: boolean): Plan {
  const { cborTag, ...rest } = schema;
  const { anyOf, type, items, prefixItems, patternProperties } = rest;
  const sensitive = hidden || schema.sensitive === true;
  const inside = (part: Checked) => read(part, clues, sensitive);
  // The keywords stand in the node, so that bounds are found where plans have them.
  const node = (kind: Plan["kind"], parts?: object) => ({ ...rest, ...parts, kind, sensitive }) as unknown as Plan;
  const literal = (values: readonly LiteralValue[]) => node("literal", { values });

  if (cborTag !== undefined) return node("tagged", { tag: cborTag, content: inside(rest) });
  if (anyOf) {
    const parts = anyOf.map(inside).flatMap((part) => (part.kind === "union" ? part.branches : part));
    const branches: Plan[] = parts.filter((part) => part.kind !== "literal");
    const values = parts.flatMap((part) => (part.kind === "literal" ? part.values : []));
    if (values.length > 0) branches.unshift(literal(values));
    return branches.length > 1 || values.length === 0
      ? node("union", { branches, clues: cluesOf(branches, clues.get(anyOf)) })
      : literal(values);
  }
  if ("const" in rest) return literal([rest.const as LiteralValue]);
  if (rest.enum) return literal(rest.enum);
  if (typeof type === "object") {
    const isUnsigned = rest.format === "uint64";
    const least = isUnsigned ? 0n : -(2n ** 63n);
    return node("wide-integer", { least, greatest: least + 2n ** 64n - 1n });
  }
  if (type === "string") return node(rest.contentEncoding ? "bytes" : "text");
  if (prefixItems) return node("tuple", { items: prefixItems.map(inside) });
  if (type === "array") return node("array", { items: inside(items ?? {}) });
  if (patternProperties) {
    const [[pattern, values]] = Object.entries(patternProperties) as [[string, Checked]];
    const keys = pattern === INTEGER_KEYS ? "integer" : "text";
    return node("record", { keys, pattern, values: inside(values) });
  }
  if (type === "object") return node(type, membersOf(rest, inside));
  return node((type ?? "any") as "any", { width: { float: 32, double: 64 }[rest.format as string] });
}

function membersOf(schema: Checked, read: (part: Checked) => Plan): Partial<ObjectPlan> {
  const { properties = {}, required = [], additionalProperties: additional } = schema;
  const members = Object.entries(properties).map(
    ([name, value]): Member => ({
      name,
      key: (value.key ?? name) as string | number,
      required: required.includes(name),
      value: read(value),
    }),
  );
  return additional ? { members, additional: read(additional === true ? {} : additional) } : { members };
}

function cluesOf(branches: readonly Plan[], by?: string | readonly string[]): Clue[] {
  if (by === undefined) return [];
  const objects = branches.filter((branch) => branch.kind === "object");
  return objects.map((object, index) => {
    const name = typeof by === "string" ? by : by[index];
    const member = object.members.find((one) => one.name === name) as Member;
    const branch = branches.indexOf(object);
    return typeof by === "string"
      ? { branch, member, values: (member.value as LiteralPlan).values }
      : { branch, member };
  });
}
