import type {
  ArrayPlan,
  BytesPlan,
  IntegerPlan,
  LiteralPlan,
  Member,
  NumberPlan,
  NumericBounds,
  ObjectPlan,
  Plan,
  RecordPlan,
  SizeBounds,
  TextPlan,
  UnionPlan,
  WideIntegerPlan,
} from "./plan.ts";

const MOST_SHOWN = 8;

/** What a plan expects, in a few words for an error message: `an integer from 0 to 255`. */
export function describe(plan: Plan): string {
  switch (plan.kind) {
    case "integer":
    case "number":
      return number(plan);
    case "wide-integer":
      return wideInteger(plan);
    case "text":
      return text(plan);
    case "bytes":
      return bytes(plan);
    case "boolean":
      return "true or false";
    case "null":
      return "null";
    case "literal":
      return literal(plan);
    case "array":
      return array(plan);
    case "tuple":
      return `an array of ${plan.items.length}`;
    case "object":
      return `a map${sized(plan)}`;
    case "record":
      return record(plan);
    case "tagged":
      return `tag ${plan.tag} with ${describe(plan.content)}`;
    case "union":
      return union(plan);
    case "any":
      return "a value that JSON can hold";
  }
}

/**
 * What was found in place of what a plan expects. A value of the right kind is "another" one: out of range, too long, or
 * none of the literals.
 *
 * @param kinds - the kinds that the plan takes
 */
export function foundInstead(kind: string, kinds: readonly string[]): string {
  return kinds.includes(kind) ? `another ${kind}` : kind;
}

/** The fault of a map without a member that it must have. */
export function missingMember(member: Member) {
  const expected = `the member ${JSON.stringify(member.name)}, ${describe(member.value)}`;
  return { code: "unexpected", expected, found: "no such member" } as const;
}

/** What to expect in place of a member that no schema names. */
export function noSuchMember(plan: ObjectPlan): string {
  const names = plan.members.slice(0, MOST_SHOWN).map(({ name }) => JSON.stringify(name));
  const more = plan.members.length > MOST_SHOWN ? ", …" : "";
  return names.length === 0 ? "no members" : `no members but ${names.join(", ")}${more}`;
}

function number(plan: IntegerPlan | NumberPlan): string {
  const noun = plan.kind === "integer" ? "an integer" : "a finite number";
  const width = plan.kind === "number" && plan.width === 32 ? " in the range of a 32-bit float" : "";
  return `${noun}${width}${bounds(plan)}`;
}

function bounds(plan: NumericBounds): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = plan;
  const parts: string[] = [];
  if (minimum !== undefined && maximum !== undefined) parts.push(`from ${minimum} to ${maximum}`);
  else if (minimum !== undefined) parts.push(`of at least ${minimum}`);
  else if (maximum !== undefined) parts.push(`of at most ${maximum}`);
  if (exclusiveMinimum !== undefined) parts.push(`above ${exclusiveMinimum}`);
  if (exclusiveMaximum !== undefined) parts.push(`below ${exclusiveMaximum}`);
  if (multipleOf !== undefined) parts.push(`in steps of ${multipleOf}`);
  return parts.map((part) => ` ${part}`).join("");
}

function wideInteger(plan: WideIntegerPlan): string {
  return plan.least === 0n ? "an integer from 0 to 2^64-1" : "an integer from -2^63 to 2^63-1";
}

function text(plan: TextPlan): string {
  const pattern = plan.pattern === undefined ? "" : ` that matches ${plan.pattern}`;
  return `text${counted(plan.minLength, plan.maxLength, "character")}${pattern}`;
}

function bytes(plan: BytesPlan): string {
  return `a byte string${counted(plan.minBytes, plan.maxBytes, "byte")}`;
}

/** A sensitive literal would be a secret in an error text. */
function literal(plan: LiteralPlan): string {
  if (plan.sensitive) return "one of the declared values";
  const shown = plan.values.slice(0, MOST_SHOWN).map((value) => JSON.stringify(value));
  const more = plan.values.length > MOST_SHOWN ? ` or ${plan.values.length - MOST_SHOWN} others` : "";
  return plan.values.length === 1 ? (shown[0] as string) : `one of ${shown.join(", ")}${more}`;
}

function array(plan: ArrayPlan): string {
  const unique = plan.uniqueItems ? " without repetition" : "";
  return `an array${counted(plan.minItems, plan.maxItems, "item")}${unique}`;
}

function record(plan: RecordPlan): string {
  const keys = plan.keys === "integer" ? "integer keys" : `keys that match ${plan.pattern}`;
  return `a map with ${keys}${sized(plan)}`;
}

function sized(plan: SizeBounds): string {
  return counted(plan.minProperties, plan.maxProperties, "member");
}

function counted(least: number | undefined, most: number | undefined, noun: string): string {
  const plural = (count: number) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  if (least !== undefined && least === most) return ` of ${plural(least)}`;
  if (least !== undefined && most !== undefined) return ` of ${least} to ${plural(most)}`;
  if (least !== undefined) return ` of at least ${plural(least)}`;
  return most === undefined ? "" : ` of at most ${plural(most)}`;
}

function union(plan: UnionPlan): string {
  const branches = plan.branches.map((branch, index) => {
    const clue = plan.clues.find((one) => one.branch === index);
    if (clue === undefined) return describe(branch);
    const name = JSON.stringify(clue.member.name);
    return clue.values === undefined
      ? `a map with ${name}`
      : `a map whose ${name} is ${describe(clue.member.value)}`;
  });
  return branches.join(", or ");
}
