import { cluesOf, glance, kinds, MEMORY } from "../../../plan/kinds.ts";
import type { Clue, Plan, UnionPlan } from "../../../plan/plan.ts";
import { chooseBranch, isKept } from "../../../plan/union.ts";
import { OF_A_CLASS, type ValueKind } from "../../../plan/value-kind.ts";
import { choose, property, quote } from "../code.ts";
import { type Context, use } from "../context.ts";
import type { EncodeContext } from "./context.ts";

/** Conditions that a value is of a kind. */
const kindConditions: Readonly<Record<ValueKind, (source: string, context: Context) => string>> = {
  number: (source) => `typeof ${source} === "number"`,
  bigint: (source) => `typeof ${source} === "bigint"`,
  text: (source) => `typeof ${source} === "string"`,
  boolean: (source) => `typeof ${source} === "boolean"`,
  bytes: (source) => `${source} instanceof Uint8Array`,
  array: (source) => `Array.isArray(${source})`,
  map: (source, context) => `${use(context, "isPlain")}(${source})`,
  null: (source) => `${source} === null`,
  [OF_A_CLASS]: (source) => `typeof ${source} === "object"`,
  anything: () => "true",
};

/** Writes code that writes a value by the branch that takes one of its kind. */
export function encodeUnion(plan: UnionPlan, source: string, depth: number, context: EncodeContext): void {
  const { told, plain } = glance(plan, MEMORY);
  const choices = plain
    // Whether a value is a map takes the longest to ask.
    .toSorted((one, other) => Number(isMap(one)) - Number(isMap(other)))
    .map((branch) => ({
      condition: conditionFor(branch, source, context),
      write: () => context.item(branch, source, depth),
    }));
  for (const kind of told) {
    choices.push({
      condition: kindConditions[kind](source, context),
      write: () => encodeByClue(plan, kind, source, depth, context),
    });
  }
  choose(context.code, choices, (choice) => choice, context.leave);
}

function isMap(plan: Plan): boolean {
  return kinds(plan, MEMORY).includes("map");
}

function conditionFor(branch: Plan, source: string, context: Context): string {
  if (isKept(branch)) return `${kindConditions.map(source, context)} && ${source}.tag === ${branch.tag}`;
  const conditions = [...new Set(kinds(branch, MEMORY))].map((kind) => kindConditions[kind](source, context));
  return conditions.join(" || ");
}

/** Chooses by the member or the item that tells. */
function encodeByClue(
  plan: UnionPlan,
  kind: "map" | "array",
  source: string,
  depth: number,
  context: EncodeContext,
): void {
  const write = ({ branch, member: { name }, values }: Clue) => {
    const own = `Object.hasOwn(${source}, ${quote(name)})`;
    const member = property(source, name);
    const isOne = values?.map((value) => `${member} === ${JSON.stringify(value)}`).join(" || ");
    return {
      condition: `${own} && ${isOne === undefined ? `${member} !== undefined` : `(${isOne})`}`,
      write: () => context.item(plan.branches[branch] as Plan, source, depth),
    };
  };
  const without = chooseBranch(plan, kind, MEMORY, () => false);
  const rest = without && { condition: "true", write: () => context.item(without, source, depth) };
  const choices = cluesOf(plan, kind, MEMORY).map(write);
  choose(context.code, rest ? [...choices, rest] : choices, (choice) => choice, context.leave);
}
