/**
 * Arbitraries of everything that a plan accepts: they shrink towards the smallest value that fits.
 *
 * @module
 */
import { undeclared } from "@wirebook/codec";
import type { Plan, UnionPlan } from "@wirebook/codec/plan";
import fc, { type Arbitrary } from "fast-check";
import { unrolled } from "./unrolled.ts";

type Kind<K extends Plan["kind"]> = Extract<Plan, { kind: K }>;

/** How often a value of a definition may be inside of itself. */
const MOST_INSIDE = 3;

/** Values in memory that fit a plan; `declared` leaves out members that the schema does not name. */
export function valuesOf(plan: Plan, declared = false): Arbitrary<unknown> {
  if (plan.definition !== undefined) return valuesOf(unrolled(plan, MOST_INSIDE) as Plan, declared);
  switch (plan.kind) {
    case "integer":
      return integers(plan);
    case "number":
      return numbers(plan);
    case "wide-integer":
      return fc.bigInt({ min: plan.least, max: plan.greatest });
    case "text":
      return texts(plan);
    case "bytes":
      return fc.uint8Array({
        minLength: plan.minBytes ?? 0,
        maxLength: plan.maxBytes ?? (plan.minBytes ?? 0) + 300,
      });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "literal":
      return fc.constantFrom(...plan.values);
    case "array":
      return arrays(plan, declared);
    case "tuple":
      return tuples(plan, declared);
    case "object":
      return objects(plan, declared);
    case "record":
      return records(plan, declared);
    case "tagged":
      return plan.keep
        ? valuesOf(plan.content, declared).map((value) => ({ tag: plan.tag, value }))
        : valuesOf(plan.content, declared);
    case "embedded":
      return valuesOf(plan.content, declared);
    case "union":
      return unions(plan, declared);
    case "view":
      return views(plan);
    case "any":
      return declared ? jsonValues : anything;
  }
}

function integers(plan: Kind<"integer">): Arbitrary<number> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf = 1 } = plan;
  const least = Math.max(minimum ?? Number.MIN_SAFE_INTEGER, (exclusiveMinimum ?? -Infinity) + 1);
  const most = Math.min(maximum ?? Number.MAX_SAFE_INTEGER, (exclusiveMaximum ?? Infinity) - 1);
  return fc
    .integer({ min: Math.ceil(least / multipleOf), max: Math.floor(most / multipleOf) })
    .map((factor) => factor * multipleOf);
}

function numbers(plan: Kind<"number">): Arbitrary<number> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, width } = plan;
  const float = width === 32 ? fc.float : fc.double;
  return float({ noNaN: true, noDefaultInfinity: true, ...within(minimum, maximum, width) })
    .map((number) => (multipleOf === undefined ? number : stepNear(number, multipleOf)))
    .filter((number) => number > (exclusiveMinimum ?? -Infinity) && number < (exclusiveMaximum ?? Infinity));
}

/** Bounds as the arbitrary of a width takes them: of 32 bits, floats alone. */
function within(minimum: number | undefined, maximum: number | undefined, width: 32 | 64 | undefined) {
  const held = (bound: number) => (width === 32 ? Math.fround(bound) : bound);
  return {
    ...(minimum === undefined ? {} : { min: held(minimum) }),
    ...(maximum === undefined ? {} : { max: held(maximum) }),
  };
}

/** A multiple as the decimal that it is: of 0.01, the product of floats is often another one. */
function stepNear(number: number, step: number): number {
  const steps = Math.max(-1e6, Math.min(1e6, Math.floor(number / step)));
  return Number((steps * step).toPrecision(12));
}

function texts({ minLength = 0, maxLength = minLength + 300, pattern }: Kind<"text">): Arbitrary<string> {
  if (pattern === undefined) return fc.string({ unit: "binary", minLength, maxLength });
  const fits = (text: string) => [...text].length >= minLength && [...text].length <= maxLength;
  return fc.stringMatching(new RegExp(pattern, "u")).filter(fits);
}

function arrays(plan: Kind<"array">, declared: boolean): Arbitrary<unknown[]> {
  const { minItems: minLength = 0, maxItems = minLength + 5 } = plan;
  const items = valuesOf(plan.items, declared);
  const length = { minLength, maxLength: Math.min(maxItems, minLength + 5) };
  if (plan.uniqueItems !== true) return fc.array(items, length);
  return fc.uniqueArray(items, { ...length, selector: String });
}

function tuples({ items, names, rest, minItems = items.length }: Kind<"tuple">, declared: boolean) {
  const own = fc.tuple(...items.map((item) => valuesOf(item, declared)));
  const further = rest === undefined ? fc.constant([]) : fc.array(valuesOf(rest, declared), { maxLength: 3 });
  return fc.tuple(own, further, fc.nat({ max: items.length - minItems })).map(([first, last, fewer]) => {
    const own = fewer > 0 ? first.slice(0, -fewer) : first;
    if (names === undefined) return fewer > 0 ? own : [...own, ...last];
    const further = fewer === 0 && last.length > 0 && !declared ? { further: last } : {};
    return { ...Object.fromEntries(own.map((item, index) => [names[index], item])), ...further };
  });
}

/** Members of an object in declared order, then undeclared ones with names that are not `taken`. */
function objects(plan: Kind<"object">, declared: boolean, taken: readonly string[] = []): Arbitrary<object> {
  const own = Object.fromEntries(plan.members.map(({ name, value }) => [name, valuesOf(value, declared)]));
  const requiredKeys = plan.members.filter(({ required }) => required).map(({ name }) => name);
  const known = fc.record(own, { requiredKeys, noNullPrototype: true });
  const reserved = new Set([...taken, ...plan.members.map(({ name }) => name)]);
  const others =
    declared || plan.additional === undefined
      ? fc.constant([])
      : entriesOf(
          names.filter((name) => !reserved.has(name)),
          valuesOf(plan.additional),
        );
  return fc
    .tuple(known, others)
    .map(([members, more]) => Object.fromEntries([...Object.entries(members), ...more]))
    .filter((object) => fitsSize(plan, object));
}

function records(plan: Kind<"record">, declared: boolean): Arbitrary<object> {
  const keys =
    plan.keys === "integer"
      ? fc.maxSafeInteger().map(String)
      : plan.pattern === ""
        ? names
        : fc.stringMatching(new RegExp(plan.pattern, "u"));
  return entriesOf(keys, valuesOf(plan.values, declared))
    .map((entries) => Object.fromEntries(entries))
    .filter((object) => fitsSize(plan, object));
}

/** A branch of the union; no undeclared member looks like one that tells the branches apart. */
function unions({ branches, clues }: UnionPlan, declared: boolean): Arbitrary<unknown> {
  const telling = clues.map(({ member }) => member.name);
  return fc.oneof(
    ...branches.map((branch) =>
      branch.kind === "object" ? objects(branch, declared, telling) : valuesOf(branch, declared),
    ),
  );
}

/** What the base means, as far as it means anything. */
function views({ name, of, view, schema }: Kind<"view">): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(view.fromJson(schema.const));
  const basesOf = (base: Plan) =>
    bases[name]?.(base.kind === "tagged" ? base.content : base) ?? valuesOf(base);
  return fc
    .oneof(...of.map((base, which) => basesOf(base).map((value) => view.fromWire(value, which))))
    .filter((value) => value !== undefined);
}

/** Whole units, or thousandths of them where the wire has floats. */
const counted = (least: number, most: number) => (base: Plan) =>
  fc.integer({ min: least, max: most }).map((count) => (base.kind === "number" ? count / 1000 : count));

/** What the keys and the values of a map may be. */
const entries: readonly Arbitrary<unknown>[] = [
  fc.maxSafeInteger(),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.boolean(),
  fc.uint8Array({ maxLength: 8 }),
];

/** Bases of which most at random would mean nothing. */
const bases: Readonly<Record<string, (base: Plan) => Arbitrary<unknown>>> = {
  timestamp: counted(-62_167_219_200, 253_402_300_799),
  duration: counted(0, 2 ** 40),
  dateTime: () =>
    fc
      .date({
        min: new Date("0000-01-01T00:00:00Z"),
        max: new Date("9999-12-31T23:59:59Z"),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
  scaled: () => fc.integer({ min: -9999, max: 9999 }),
  // JSON has one zero.
  anyNumber: () => fc.float().map((number) => (number === 0 ? 0 : number)),
  bits: () => fc.nat(31),
  mapOf: () =>
    fc
      .tuple(fc.constantFrom(...entries), fc.constantFrom(...entries))
      .chain(([keys, values]) => fc.array(fc.record({ key: keys, value: values })))
      .map((members) => ({ [undeclared]: members })),
  decimalFraction: () =>
    fc.tuple(fc.integer({ min: -64, max: 64 }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
};

function entriesOf(keys: Arbitrary<string>, values: Arbitrary<unknown>): Arbitrary<[string, unknown][]> {
  return fc.uniqueArray(fc.tuple(keys, values), { maxLength: 3, selector: ([name]) => name });
}

function fitsSize(
  { minProperties = 0, maxProperties = Infinity }: Kind<"object" | "record">,
  object: object,
) {
  const size = Object.keys(object).length;
  return size >= minProperties && size <= maxProperties;
}

const names = fc.oneof(
  fc.constantFrom("__proto__", "toString", "7", ""),
  fc.string({ unit: "binary", maxLength: 8 }),
);

const scalars: Arbitrary<unknown> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: "binary", maxLength: 40 }),
);

const nested = (leaves: Arbitrary<unknown>) =>
  fc.letrec<{ value: unknown; list: unknown[]; map: object }>((tie) => ({
    value: fc.oneof({ maxDepth: 2 }, leaves, tie("list"), tie("map")),
    list: fc.array(tie("value"), { maxLength: 3 }),
    map: entriesOf(names, tie("value")).map((entries) => Object.fromEntries(entries)),
  })).value;

/** What stays as it is on the way to JSON and back where no schema says more. */
const jsonValues = nested(scalars);

/** Whatever the mapping without a schema takes. */
const anything = nested(
  fc.oneof(
    scalars,
    fc.uint8Array({ maxLength: 40 }),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
    fc.bigInt({ min: -(2n ** 64n), max: -(2n ** 53n) }),
  ),
);
