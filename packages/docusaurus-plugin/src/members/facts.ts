import type { AnyPlan, Plan, ScalarPlan, ViewPlan } from "@wirebook/codec/plan";
import { cborType, jsonType } from "./cbor-type.ts";
import { patternOf, rangeOf } from "./range.ts";

/** What a plan says of itself, wherever it stands: the columns of a row, and its marks. */
export interface MemberFacts {
  readonly cbor: string;
  readonly json: string;
  readonly unit?: string | undefined;
  readonly range?: string | undefined;
  /** Regular expression that a text has to match. */
  readonly pattern?: string | undefined;
  /** Whether it keeps members that nobody declared. */
  readonly open: boolean;
  readonly sensitive: boolean;
  readonly meaning: string;
  /** Where the fact comes from, as the definition tells. */
  readonly source?: string | undefined;
  readonly since?: string | undefined;
  readonly deprecated: boolean;
}

/** Reads the facts of a member. */
export function memberFacts(plan: Plan): MemberFacts {
  const [inner] = unwrapped(plan, "");
  const words = { ...inner.schema, ...plan.schema };
  return {
    cbor: cborType(plan),
    json: jsonType(plan),
    unit: textOf(words.unit),
    range: rangeOf(plan) || rangeOf(inner) || undefined,
    pattern: patternOf(inner),
    open: inner.kind === "object" && inner.additional !== undefined,
    sensitive: plan.sensitive,
    meaning: textOf(words.description) ?? "",
    source: textOf(words.source),
    since: textOf(words.since),
    deprecated: words.deprecated === true,
  };
}

/**
 * The plan behind arrays, records and tags, the path to it, and the definitions on the way, its own among them. One that was there
 * before is gone into no further.
 */
export function unwrapped(
  plan: Plan,
  path: string,
  before: readonly string[] = [],
): [inner: Plan, path: string, definitions: readonly string[]] {
  const { definition } = plan;
  if (definition !== undefined && before.includes(definition)) return [plan, path, before];
  const passed = definition === undefined ? before : [...before, definition];
  switch (plan.kind) {
    case "array":
      return unwrapped(plan.items, `${path}[]`, passed);
    case "record":
      return unwrapped(plan.values, `${path}{}`, passed);
    case "tagged":
      return unwrapped(plan.content, plan.keep ? `${path}.value` : path, passed);
    case "embedded":
      return unwrapped(plan.content, path, passed);
    case "object":
    case "tuple":
    case "union":
      return [plan, path, passed];
    default:
      plan satisfies ScalarPlan | ViewPlan | AnyPlan;
      return [plan, path, passed];
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
