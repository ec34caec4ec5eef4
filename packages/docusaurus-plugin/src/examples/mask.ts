import type { Json } from "@wirebook/codec";
import type {
  AnyPlan,
  ObjectPlan,
  Plan,
  ScalarPlan,
  TextPlan,
  TuplePlan,
  ViewPlan,
} from "@wirebook/codec/plan";

const HIDDEN = "[hidden]";

/**
 * An example without its sensitive values: text says so, bytes are zeros, numbers are zero. It keeps its form, so that
 * it still encodes.
 */
export function mask(json: Json, plan: Plan): Json {
  if (json === null) return null;
  if (plan.sensitive) return cover(json, plan);
  switch (plan.kind) {
    case "array":
      return Array.isArray(json) ? json.map((item) => mask(item, plan.items)) : json;
    case "tuple":
      if (plan.names) return isMap(json) ? maskItems(json, plan, plan.names) : json;
      return Array.isArray(json)
        ? json.map((item, index) => mask(item, (plan.items[index] ?? plan.rest) as Plan))
        : json;
    case "object":
      return isMap(json) ? maskMembers(json, (name) => planOf(name, plan)) : json;
    case "record":
      return isMap(json) ? maskMembers(json, () => plan.values) : json;
    case "tagged":
      if (!plan.keep) return mask(json, plan.content);
      return isMap(json) ? maskMembers(json, (name) => (name === "value" ? plan.content : undefined)) : json;
    case "embedded":
      return mask(json, plan.content);
    case "union":
      // A value that fits no branch better than another is covered if one of them would cover it.
      return plan.branches.reduce<Json>(
        (masked, branch) => (couldBe(json, branch) ? mask(masked, branch) : masked),
        json,
      );
    default:
      plan satisfies ScalarPlan | ViewPlan | AnyPlan;
      return json;
  }
}

function isMap(json: Json): json is { [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function maskMembers(json: { [name: string]: Json }, plan: (name: string) => Plan | undefined): Json {
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      const inner = plan(name);
      return [name, inner === undefined ? value : mask(value, inner)];
    }),
  );
}

/** Of an array whose items have names; further ones are of no schema. */
function maskItems(json: { [name: string]: Json }, { items }: TuplePlan, names: readonly string[]): Json {
  return maskMembers(json, (name) => items[names.indexOf(name)]);
}

function planOf(name: string, { members, additional }: ObjectPlan): Plan | undefined {
  return members.find((member) => member.name === name)?.value ?? additional;
}

/** Whether a plan may be that of a value: an array, a map, or anything else. */
function couldBe(json: Json, plan: Plan): boolean {
  switch (plan.kind) {
    case "array":
      return Array.isArray(json);
    case "tuple":
      return plan.names ? isMap(json) : Array.isArray(json);
    case "object":
    case "record":
      return isMap(json);
    case "tagged":
      return plan.keep ? isMap(json) && json.tag === plan.tag : couldBe(json, plan.content);
    case "embedded":
      return couldBe(json, plan.content);
    case "union":
      return plan.branches.some((branch) => couldBe(json, branch));
    case "integer":
    case "wide-integer":
    case "number":
    case "text":
    case "bytes":
    case "boolean":
    case "null":
    case "literal":
      return !Array.isArray(json) && !isMap(json);
    case "view":
      return plan.json.some((kind) =>
        kind === "array"
          ? Array.isArray(json)
          : kind === "map"
            ? isMap(json)
            : !Array.isArray(json) && !isMap(json),
      );
    case "any":
      return true;
  }
}

function cover(json: Json, plan: Plan): Json {
  if (plan.kind === "tagged") return cover(json, plan.content);
  if (plan.kind === "view") return coverView(json, plan);
  if (typeof json === "number") return 0;
  if (typeof json === "boolean") return false;
  if (Array.isArray(json)) return [];
  if (typeof json === "object") return {};
  if (plan.kind === "bytes")
    return Buffer.alloc(Buffer.from(json as string, "base64").length).toString("base64");
  return coverText(json as string, plan);
}

/** Times, addresses and whatever else a view may want in place of zeros. */
const PLAINEST: readonly Json[] = [0, "0", "1970-01-01T00:00:00Z", "PT0S", "0.0.0.0", [], {}];

/** The plainest value that a view takes. Where it is not at hand, words say so. */
function coverView(json: Json, { values = [], view }: ViewPlan): Json {
  const zeros = typeof json === "string" ? [json.replaceAll(/[0-9a-f]/gi, "0")] : [];
  const covers = [...values.slice(0, 1), ...zeros, ...PLAINEST];
  return covers.find((one) => view?.fromJson(one) !== undefined) ?? HIDDEN;
}

/** Words that say so, or, where the schema does not take them, the shape of the text alone. */
function coverText(text: string, plan: Plan): string {
  if (text === "" || plan.kind !== "text") return text === "" ? "" : HIDDEN;
  const shape = text.replaceAll(/[0-9]/g, "0").replaceAll(/\p{L}/gu, "x");
  return [HIDDEN, shape].find((cover) => fits(cover, plan)) ?? "";
}

function fits(
  text: string,
  { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: TextPlan,
): boolean {
  if (text.length < minLength || text.length > maxLength) return false;
  return pattern === undefined || new RegExp(pattern, "u").test(text);
}
