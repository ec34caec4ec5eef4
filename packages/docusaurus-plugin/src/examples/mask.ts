import type { Json } from "@wirebook/codec";
import type { Plan, TextPlan } from "@wirebook/codec/plan";

const HIDDEN = "[hidden]";

/**
 * An example without its sensitive values: text says so, bytes are zeros, numbers are zero. It keeps its form, so that
 * it still encodes.
 */
export function mask(json: Json, plan: Plan): Json {
  if (json === null) return null;
  if (plan.sensitive) return cover(json, plan);
  if (plan.kind === "tagged") return mask(json, plan.content);
  if (plan.kind === "union") {
    // A value that fits no branch better than another is covered if one of them would cover it.
    return plan.branches.reduce<Json>(
      (masked, branch) => (couldBe(json, branch) ? mask(masked, branch) : masked),
      json,
    );
  }
  if (Array.isArray(json)) {
    if (plan.kind === "array") return json.map((item) => mask(item, plan.items));
    if (plan.kind === "tuple") return json.map((item, index) => mask(item, plan.items[index] as Plan));
    return json;
  }
  if (typeof json !== "object") return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, maskMember(name, value, plan)]),
  );
}

function maskMember(name: string, value: Json, plan: Plan): Json {
  if (plan.kind === "record") return mask(value, plan.values);
  if (plan.kind !== "object") return value;
  const inner = plan.members.find((member) => member.name === name)?.value ?? plan.additional;
  return inner === undefined ? value : mask(value, inner);
}

function couldBe(json: Json, plan: Plan): boolean {
  if (Array.isArray(json)) return plan.kind === "array" || plan.kind === "tuple";
  const isMap = typeof json === "object" && json !== null;
  const takesMap = plan.kind === "object" || plan.kind === "record" || plan.kind === "any";
  return isMap === takesMap;
}

function cover(json: Json, plan: Plan): Json {
  if (typeof json === "number") return 0;
  if (typeof json === "boolean") return false;
  if (Array.isArray(json)) return [];
  if (typeof json === "object") return {};
  if (plan.kind === "bytes")
    return Buffer.alloc(Buffer.from(json as string, "base64").length).toString("base64");
  return coverText(json as string, plan);
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
