import { pair, quote } from "../compiled/generate/code.ts";
import type { Clue, Plan, ViewPlan } from "../plan/plan.ts";
import { type Refer, withDefinitions } from "./definitions.ts";
import { viewCall } from "./view-call.ts";

/** What a codec does not need at run time: the schema is in the module already, and paths into it explain the generated code. */
const leftOut = new Set(["schema", "schemaPath", "parameters"]);

/** A plan as a JavaScript literal, one node to a line. */
export function planLiteral(plan: Plan): string {
  return withDefinitions((refer) => literal(plan, "", refer));
}

/** Clues that go by the presence of a member need no more of it than what it is called. */
function needed(clues: readonly Clue[]): readonly object[] {
  if (clues.some(({ values }) => values !== undefined)) return clues;
  return clues.map((clue) => {
    const { value: _, ...called } = clue.member;
    return { ...clue, member: called };
  });
}

function literal(value: unknown, indent: string, refer: Refer): string {
  if (typeof value === "bigint") return bound(value);
  if (typeof value === "string") return quote(value);
  if (typeof value !== "object" || value === null) return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => literal(item, inner, refer));
    const isFlat = value.every((item) => typeof item !== "object" || item === null);
    return isFlat ? `[${items.join(", ")}]` : `[\n${inner}${items.join(`,\n${inner}`)},\n${indent}]`;
  }
  const plan = value as Plan;
  return plan.definition === undefined
    ? node(plan, indent, refer)
    : refer(plan, () => node(plan, "  ", refer));
}

function node(plan: Plan, indent: string, refer: Refer): string {
  const pairs = Object.entries(plan)
    .filter(([name, part]) => !leftOut.has(name) && part !== false)
    .map(([name, part]) => [name, name === "clues" ? needed(part as Clue[]) : part] as const)
    .map(([name, part]) =>
      pair(name, name === "view" ? viewCall(plan as ViewPlan) : literal(part, indent, refer)),
    );
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
