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
export function planOf(root: JsonSchema, known: SmallPlan): Plan {
  const clues = new Map(known);

  function read(schema: Checked, hidden: boolean): Plan {
    const { cborTag, ...content } = schema;
    const { anyOf, type, items, prefixItems, patternProperties } = content;
    const sensitive = hidden || schema.sensitive === true;
    const inside = (part: Checked) => read(part, sensitive);
    /** The keywords stand in the node, so that bounds are found where plans have them. */
    const node = (kind: Plan["kind"], parts: object) => ({ ...content, ...parts, kind, sensitive }) as unknown as Plan;
    const literal = (values: readonly LiteralValue[]) => node("literal", { values });

    if (cborTag !== undefined) return node("tagged", { tag: cborTag, content: inside(content) });
    if (anyOf) {
      const parts = anyOf.map(inside).flatMap((part) => (part.kind === "union" ? part.branches : part));
      const values = parts.flatMap((part) => (part.kind === "literal" ? part.values : []));
      const others = parts.filter((part) => part.kind !== "literal");
      if (others.length === 0) return literal(values);
      const branches = values.length === 0 ? others : [literal(values), ...others];
      return node("union", { branches, clues: cluesOf(branches, clues.get(anyOf)) });
    }
    if ("const" in content) return literal([content.const as LiteralValue]);
    if (content.enum) return literal(content.enum);
    if (Array.isArray(type)) {
      const unsigned = content.format === "uint64";
      return node("wide-integer", {
        least: unsigned ? 0n : -(2n ** 63n),
        greatest: 2n ** (unsigned ? 64n : 63n) - 1n,
      });
    }
    if (type === "string") return node(content.contentEncoding ? "bytes" : "text", {});
    if (prefixItems) return node("tuple", { items: prefixItems.map(inside) });
    if (type === "array") return node("array", { items: inside(items ?? {}) });
    if (patternProperties) {
      const [pattern, values] = Object.entries(patternProperties)[0] as [string, Checked];
      const keys = pattern === INTEGER_KEYS ? "integer" : "text";
      return node("record", { keys, pattern, values: inside(values) });
    }
    if (type === "object") return node("object", membersOf(content, inside));
    const width = { float: 32, double: 64 }[content.format as string];
    return node((type ?? "any") as "integer", { width });
  }

  return read(root, false);
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

function cluesOf(branches: readonly Plan[], by: string | readonly string[] = []): Clue[] {
  const objects = branches.filter((branch) => branch.kind === "object");
  const clues = objects.map((branch, index): Clue => {
    const isLiteral = typeof by === "string";
    const name = isLiteral ? by : by[index];
    const member = branch.members.find((one) => one.name === name) as Member;
    const values = isLiteral ? { values: (member.value as LiteralPlan).values } : {};
    return { branch: branches.indexOf(branch), member, ...values };
  });
  return by.length === 0 ? [] : clues;
}
