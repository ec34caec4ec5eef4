import { pair, quote } from "../compiled/generate/code.ts";
import type { Clue, Member, Plan, UnionPlan } from "../plan/plan.ts";

/** What a codec does not need at run time: the schema is in the module already, and paths into it explain the generated code. */
const leftOut = new Set(["schema", "schemaPath"]);

/** A plan as a JavaScript literal, one node to a line. */
export function planLiteral(plan: Plan): string {
  return literal(plan, "", () => ({}));
}

/** The same for the small runtime, to which a member goes by its name where it has no key, and no clues are none. */
export function smallPlanLiteral(plan: Plan): string {
  return literal(plan, "", ({ name, key, clues }) => ({ key: key === name, clues: clues?.length === 0 }));
}

/** A part of a plan: a node or a member. */
type Part = Partial<Member & UnionPlan>;
/** Tells what else of a part is left out. */
type Spare = (part: Part) => Readonly<Record<string, boolean>>;

/** A clue that goes by the presence of a member needs no more of it than what it is called. */
function withoutValue(clue: Clue): object {
  const { name, key } = clue.member;
  return clue.values === undefined ? { ...clue, member: { name, key } } : clue;
}

function literal(value: unknown, indent: string, spare: Spare): string {
  if (typeof value === "bigint") return bound(value);
  if (typeof value === "string") return quote(value);
  if (typeof value !== "object" || value === null) return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => literal(item, inner, spare));
    const isFlat = value.every((item) => typeof item !== "object" || item === null);
    return isFlat ? `[${items.join(", ")}]` : `[\n${inner}${items.join(`,\n${inner}`)},\n${indent}]`;
  }
  const isSpare = spare(value);
  const pairs = Object.entries(value)
    .filter(([name, part]) => !leftOut.has(name) && part !== false && !isSpare[name])
    .map(([name, part]) => [name, name === "clues" ? (part as Clue[]).map(withoutValue) : part] as const)
    .map(([name, part]) => pair(name, literal(part, indent, spare)));
  return `{ ${pairs.join(", ")} }`;
}

/** A bound of 64 bits as people write it, which compresses better than its digits. */
function bound(value: bigint): string {
  for (const bits of [63n, 64n]) {
    if (value === 2n ** bits - 1n) return `2n ** ${bits}n - 1n`;
    if (value === -(2n ** bits)) return `-(2n ** ${bits}n)`;
  }
  return `${value}n`;
}
