/**
 * What kinds of things a plan takes, by what is seen of them at a glance: by that the branches of a union are told
 * apart.
 *
 * @module
 */
import type { Clue, Plan, UnionPlan } from "./plan.ts";
import type { CommonKind, ValueKind } from "./value-kind.ts";

/** In a payload. */
export const CBOR = 0;
/** In memory. */
export const MEMORY = 1;
/** In the JSON form. */
export const JSON_FORM = 2;

/** Where a value stands. They are numbers for the few bytes that numbers take in a browser. */
export type Side = typeof CBOR | typeof MEMORY | typeof JSON_FORM;

/** Kinds of data items: what their first bytes tell. */
export type ItemKind = CommonKind | "integer" | "float" | `tag ${number}`;

/** The kinds of things that a plan takes on one side; `anything` stands for all of them. */
export function kinds(plan: Plan, side: typeof CBOR): ItemKind[];
export function kinds(plan: Plan, side: typeof MEMORY | typeof JSON_FORM): ValueKind[];
export function kinds(plan: Plan, side: Side): (ItemKind | ValueKind)[];
export function kinds(plan: Plan, side: Side): (ItemKind | ValueKind)[] {
  const number = side === CBOR ? "integer" : "number";
  switch (plan.kind) {
    case "integer":
      return [number];
    case "number":
      return side === CBOR ? [number, "float"] : [number];
    case "wide-integer":
      return side === CBOR ? [number] : side === MEMORY ? ["bigint"] : [number, "text"];
    case "bytes":
      return [side === JSON_FORM ? "text" : "bytes"];
    case "literal":
      return plan.values.map((value) => {
        if (value === null) return "null";
        if (typeof value !== "number") return typeof value === "string" ? "text" : "boolean";
        // An integer literal is an integer on the wire, as everywhere.
        return side === CBOR && !Number.isSafeInteger(value) ? "float" : number;
      });
    case "tuple":
      return [plan.names && side !== CBOR ? "map" : "array"];
    case "object":
    case "record":
      return ["map"];
    case "tagged":
      if (side !== CBOR) return plan.keep ? ["map"] : kinds(plan.content, side);
      return [`tag ${plan.tag}`, ...(plan.optional ? kinds(plan.content, side) : [])];
    case "embedded":
      return side === CBOR ? ["bytes"] : kinds(plan.content, side);
    case "union":
      return plan.branches.flatMap((branch) => kinds(branch, side));
    case "view":
      return side === CBOR
        ? plan.of.flatMap((base) => kinds(base, side))
        : [...(side === MEMORY ? plan.memory : plan.json)];
    case "any":
      return ["anything"];
    default:
      // Those that are called what they take: the compiler lets no other kind of plan pass here.
      return [plan.kind];
  }
}

/** What tells of the branches of a union that take a kind; nothing where there are fewer than two. */
export function cluesOf({ branches, clues = [] }: UnionPlan, kind: string, side: Side): readonly Clue[] {
  return clues.filter(({ branch }) => (kinds(branches[branch] as Plan, side) as string[]).includes(kind));
}

/** The kinds of which what is inside tells the branch, and the branches that are told at a glance. */
export function glance(
  union: UnionPlan,
  side: Side,
): { readonly told: readonly ("map" | "array")[]; readonly plain: Plan[] } {
  const told = (["map", "array"] as const).filter((kind) => cluesOf(union, kind, side).length > 0);
  const isTold = (branch: Plan) => told.some((kind) => (kinds(branch, side) as string[]).includes(kind));
  return { told, plain: union.branches.filter((branch) => !isTold(branch)) };
}

/** Whether a kind is one of those that a plan takes. Of a union none is: that is for its branches to say. */
export function hasKind(plan: Plan, kind: string, side: Side): boolean {
  return plan.kind !== "union" && (kinds(plan, side) as string[]).includes(kind);
}
