import { Float, Simple, Tag, type UndeclaredMember, undeclared } from "@wirebook/codec";
import type { Plan } from "@wirebook/codec/plan";
import { unrolled } from "../../unrolled.ts";
import type { Random } from "./random.ts";

const texts = [
  "",
  "a",
  "C",
  "lte",
  "abcdefgh",
  "Zähler",
  "水",
  "𐅑",
  'a"b\\c',
  "\u0000\u001f",
  "\ufeffbom",
  "lorawan",
];
const numbers = [
  0,
  1,
  -1,
  23,
  24,
  255,
  256,
  65535,
  65536,
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  -(2 ** 53 - 1),
  42,
  7,
];
const floats = [0.5, -0, 1.1, 1e300, -4.1, 2 ** 60, 2 ** -24, 65504, 3.4028234663852886e38, 1e-45];
const wide = [0n, 1n, 255n, 2n ** 32n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 63n - 1n];

/** A value that mostly fits its plan. */
export function randomValue(plan: Plan, random: Random): unknown {
  // No value has to hold another one of its own definition: refused ones would.
  if (plan.definition !== undefined) return randomValue(unrolled(plan, 1 + random.below(3)) as Plan, random);
  switch (plan.kind) {
    case "integer":
      return inRange(plan, random.oneIn(2) ? random.pick(numbers) : random.below(1000), random);
    case "number":
      return plan.width === 32
        ? Math.fround(inRange(plan, random.below(1e6) / random.pick([64, 1000]), random))
        : inRange(plan, random.pick(random.oneIn(2) ? floats : numbers), random);
    case "wide-integer": {
      const value = random.pick(wide);
      const signed = plan.least < 0n && random.oneIn(2) ? -value - 1n : value;
      const near = signed < plan.least ? plan.least : signed > plan.greatest ? plan.greatest : signed;
      return random.oneIn(10) ? signed : near;
    }
    case "text":
      return randomText(plan, random);
    case "bytes": {
      const least = plan.minBytes ?? 0;
      return random.bytes(least + random.below((plan.maxBytes ?? least + 90) - least + 1));
    }
    case "boolean":
      return random.oneIn(2);
    case "null":
      return null;
    case "literal":
      return random.pick(plan.values);
    case "array":
      return randomItems(plan.items, (plan.minItems ?? 0) + random.below(4), random);
    case "tuple":
      return randomTuple(plan, random);
    case "object":
      return randomObject(plan, random);
    case "record": {
      const members: [string, unknown][] = [];
      for (let count = random.below(4); count > 0; count--) {
        const name = plan.keys === "integer" ? String(random.pick(numbers)) : `a${random.below(50)}`;
        members.push([name, randomValue(plan.values, random)]);
      }
      return Object.fromEntries(members);
    }
    case "tagged":
      return plan.keep
        ? { tag: random.oneIn(40) ? 5 : plan.tag, value: randomValue(plan.content, random) }
        : randomValue(plan.content, random);
    case "embedded":
      return randomValue(plan.content, random);
    case "union":
      return randomValue(random.pick(plan.branches), random);
    case "view":
      return randomView(plan, random);
    case "any":
      return randomAny(random, 2);
    default:
      return plan satisfies never;
  }
}

/** Bases of which hardly any at random would mean something. */
const bases: Readonly<Record<string, (random: Random) => unknown>> = {
  dateTime: (random) =>
    random.pick([
      "2013-03-21T20:04:00Z",
      "1996-12-19T16:39:57.25-08:00",
      "1990-12-31T23:59:60Z",
      "2021-02-29T00:00:00Z",
    ]),
  decimalFraction: (random) => [random.below(140) - 70, random.pick(wide) * BigInt(1 - 2 * random.below(2))],
  anyNumber: (random) =>
    random.pick([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, ...floats, ...numbers]),
  mapOf: (random) => {
    const scalars = () =>
      random.pick<readonly unknown[]>([
        numbers,
        wide,
        texts,
        [true, false],
        [random.bytes(3), random.bytes(4)],
      ]);
    const [keys, values] = [scalars(), scalars()];
    const members = keys.slice(0, random.below(4)).map((key) => ({ key, value: random.pick(values) }));
    return { [undeclared]: members };
  },
  typedArray: (random) => random.bytes(8 * random.below(5)),
};

/** What a base at random means; a few are tried. */
function randomView({ name, of, view, schema }: Extract<Plan, { kind: "view" }>, random: Random): unknown {
  if (schema.const !== undefined && random.oneIn(2)) return view.fromJson(schema.const);
  for (let tries = 0; tries < 20; tries++) {
    const which = random.below(of.length);
    const base = bases[name]?.(random) ?? randomValue(of[which] as Plan, random);
    const value = view.fromWire(base, which);
    if (value !== undefined) return value;
  }
  return null;
}

function inRange(
  plan: { minimum?: number; maximum?: number; exclusiveMinimum?: number; multipleOf?: number },
  value: number,
  random: Random,
): number {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, multipleOf } = plan;
  if (random.oneIn(40)) return value;
  const clamped = Math.min(Math.max(value, minimum, exclusiveMinimum + 1), maximum);
  if (multipleOf === undefined) return clamped;
  // As the decimal that it is: of 0.01, the product of floats is often another one.
  const steps = Math.min(Math.floor(clamped / multipleOf), 1e6);
  return Number((steps * multipleOf).toPrecision(12));
}

function randomText(
  plan: { minLength?: number; maxLength?: number; pattern?: string },
  random: Random,
): string {
  if (plan.pattern === "^[a-z]*$") return random.pick(["", "abc", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"]);
  if (plan.pattern?.includes("urn:dev:mac"))
    return random.pick(["70b3d5e050020901", "urn:dev:mac:70b3d5e05001c6f3"]);
  const text = random.oneIn(5) ? "x".repeat(random.below(300)) : random.pick(texts);
  return text
    .padEnd(plan.minLength ?? 0, "y")
    .slice(0, plan.maxLength ?? 1000)
    .toWellFormed();
}

function randomItems(plan: Plan, length: number, random: Random): unknown[] {
  return Array.from({ length }, () => randomValue(plan, random));
}

function randomTuple(plan: Extract<Plan, { kind: "tuple" }>, random: Random): unknown {
  const { names, ...unnamed } = plan;
  if (names === undefined) return randomItemsOf(plan, random);
  const items = randomItemsOf(unnamed, random);
  const further = items.slice(names.length);
  const own = names.slice(0, items.length).map((name, index) => [name, items[index]]);
  return { ...Object.fromEntries(own), ...(further.length > 0 ? { further } : {}) };
}

function randomItemsOf(plan: Extract<Plan, { kind: "tuple" }>, random: Random): unknown[] {
  const { items, rest, minItems = items.length } = plan;
  const own = items.map((item) => randomValue(item, random));
  const fewer = random.below(items.length - minItems + 1);
  if (fewer > 0) return own.slice(0, -fewer);
  return rest === undefined ? own : [...own, ...randomItems(rest, random.below(4), random)];
}

function randomObject(plan: Extract<Plan, { kind: "object" }>, random: Random): object {
  const members: [string, unknown][] = [];
  for (const member of plan.members) {
    if (member.required || random.oneIn(2)) members.push([member.name, randomValue(member.value, random)]);
  }
  if (plan.additional !== undefined) {
    for (let count = random.below(3); count > 0; count--) {
      const name = random.pick(["other", "5", "zähler", `k${random.below(9)}`]);
      members.push([name, randomValue(plan.additional, random)]);
    }
    if (plan.additional.kind === "any" && random.oneIn(3)) {
      const named = plan.members.map(({ name }) => name);
      return withList(Object.fromEntries(members), random, 1, named);
    }
  }
  return Object.fromEntries(members);
}

/** An object with a list of its undeclared members, in some order, with keys of every kind. */
function withList(object: object, random: Random, depth: number, declared: readonly string[] = []): object {
  const list: UndeclaredMember[] = [];
  for (const name of Object.keys(object)) {
    if (declared.includes(name) || random.oneIn(4)) continue;
    const isInteger = /^-?\d+$/.test(name) && random.oneIn(2);
    list.push({ key: isInteger ? BigInt(name) : name, name });
  }
  if (random.oneIn(3)) list.reverse();
  for (let count = random.below(3); count > 0; count--) {
    const key = random.oneIn(3) ? random.pick(["5", "other", ...declared]) : randomAny(random, depth);
    list.splice(random.below(list.length + 1), 0, { key, value: randomAny(random, depth) });
  }
  return { ...object, [undeclared]: list };
}

function randomAny(random: Random, depth: number): unknown {
  return random.pick<() => unknown>([
    () => random.pick(numbers),
    () => random.pick(floats),
    () => random.pick(texts),
    () => random.bytes(random.below(20)),
    () => random.oneIn(2),
    () => null,
    () => 2n ** 60n,
    () => (depth === 0 ? [] : [randomAny(random, depth - 1), randomAny(random, depth - 1)]),
    () => (depth === 0 ? {} : { k: randomAny(random, depth - 1), "7": randomAny(random, depth - 1) }),
    () => (depth === 0 ? {} : withList({ k: randomAny(random, depth - 1), "7": 0 }, random, depth - 1)),
    () =>
      new Tag(
        random.pick<number | bigint>([0, 2, 24, 64, 2n ** 60n]),
        depth === 0 ? 0 : randomAny(random, depth - 1),
      ),
    () => new Simple(random.pick([0, 19, 23, 32, 255])),
    () => new Float(random.pick([0, 1, -1, 2 ** 31, 0.5])),
    () => random.pick([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]),
    () => new Float(Number.NaN, random.pick([1 + 2 ** -52, -1.5, 1.75 + 2 ** -23, 1.25])),
    () => random.pick<unknown>([new Tag(-1, 0), new Simple(24), new Float(0, 1)]),
  ])();
}
