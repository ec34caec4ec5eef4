import type { Limits } from "../../cbor/limits.ts";
import { type Plan, someIn, type ViewPlan } from "../../plan/plan.ts";
import { encoded } from "./bytes.ts";
import { createCode, identifier, sum } from "./code.ts";
import { type Verb, writers } from "./writers.ts";

/** The text of generated functions, and the helpers that they call. */
export interface Generated {
  /** `function decode(payload) { … }` and the others, with what they need in front. */
  readonly text: string;
  /** What they need, and they, apart. */
  readonly before: readonly string[];
  readonly functions: readonly string[];
  readonly helpers: readonly string[];
}

/** How many bytes of keys are compared and written in place. */
const MOST_UNROLLED = 1500;

/** From how many texts on they are cut from one string. */
const LEAST_CUT = 4;

/** How many bytes all keys in a plan have together. */
function keyBytes(plan: Plan): number {
  return countIn(plan, (one) =>
    one.kind === "object" ? sum(one.members.map(({ key }) => encoded(key).length)) : 0,
  );
}

/** How many texts a plan has, those in arrays once. */
function texts(plan: Plan): number {
  return countIn(plan, ({ kind }) => Number(kind === "text"));
}

/** What the plans inside of a plan have together, definitions once. */
function countIn(plan: Plan, count: (one: Plan) => number): number {
  let total = 0;
  someIn(plan, (one) => {
    total += count(one);
  });
  return total;
}

/**
 * Generates functions for a plan.
 *
 * @param view - the expression that a view is had by
 */
export function generate(
  plan: Plan,
  limits: Limits,
  verbs: readonly Verb[],
  view: (plan: ViewPlan) => string,
): Generated {
  const helpers = new Set<string>();
  const before: string[] = [];
  const names = new Set<string>();
  const constants = new Map<string, string>();

  function constant(like: string, value: string): string {
    const known = constants.get(value);
    if (known !== undefined) return known;
    const base = `$${identifier(like)}`;
    let name = base;
    for (let next = 2; names.has(name); next++) name = `${base}${next}`;
    names.add(name);
    constants.set(value, name);
    before.push(`const ${name} = ${value};`);
    return name;
  }

  const unrolled = keyBytes(plan) <= MOST_UNROLLED;
  const cutsTexts = texts(plan) >= LEAST_CUT;
  const functions = verbs.map((verb) =>
    writers[verb](plan, {
      code: createCode(),
      leave: "return;",
      limits,
      helpers,
      before,
      functions: new Map(),
      left: "",
      constant,
      view: (one) => constant(one.name, view(one)),
      unrolled,
      cutsTexts,
    }),
  );
  return {
    get text() {
      return [...before, ...functions].join("\n\n");
    },
    before,
    functions,
    helpers: [...helpers].sort(),
  };
}
