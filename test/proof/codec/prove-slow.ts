import { cborToJson, defineMessage, inspect, type Message, Open, Timestamp, Type } from "@wirebook/codec";
import { count } from "../run/figures.ts";
import type { Judge } from "../run/judge.ts";
import { outcome } from "./parts/hostile.ts";
import { changed, describe, firstRecipe, payloadOf, type Recipe } from "./parts/slow-input.ts";
import { createRandom } from "./random.ts";
import type { CodecSettings } from "./settings.ts";

/** Length of the payloads that are searched: long enough for what grows faster than they do. */
const SEARCHED = 1 << 14;
/** Lengths of the payloads that the slowest recipes are judged by. */
const JUDGED = [1 << 16, 1 << 20];
/** So many recipes of each class are changed, and told of. */
const KEPT = 6;
/** Times that a payload is read: the least time is what it takes. */
const ROUNDS = 3;

/**
 * What a payload may take: milliseconds for so many bytes, and of an accepted one times of `JSON.parse` of its text. They
 * are the figures that the README tells.
 */
const bounds = {
  refused: { [1 << 16]: 50, [1 << 20]: 100 },
  accepted: { [1 << 16]: 60, [1 << 20]: 60 },
  inspected: { [1 << 16]: 300, [1 << 20]: 500 },
} as const;
type Class = keyof typeof bounds;

type Reader = (payload: Uint8Array) => unknown;

const define = (payload: Type.TSchema): Message =>
  defineMessage({ name: "up/slow", title: "Slow", payload }) as unknown as Message;

const told = Type.Union(
  Array.from({ length: 60 }, (_, kind) => Type.Object({ t: Type.Literal(kind, { key: 0 }) })),
);
const messages: Readonly<Record<string, Message>> = {
  anything: define(Type.Unknown()),
  open: define(Open({ d: Type.Optional(Type.Unknown()) })),
  union: define(Type.Array(told)),
  list: define(Type.Array(Type.Integer())),
  unique: define(Type.Array(Type.String(), { uniqueItems: true })),
  records: define(Type.Array(Type.Record(Type.Integer(), Type.Array(Type.Number())))),
  named: define(Type.Record(Type.String(), Type.Unknown())),
  times: define(Type.Array(Timestamp())),
};
const readers: readonly (readonly [name: string, read: Reader, isInspecting: boolean])[] = [
  ...Object.entries(messages).map(([name, { decode }]) => [`decode of ${name}`, decode, false] as const),
  ["transcode of anything", (messages.anything as Message).transcode, false],
  ["transcode of times", (messages.times as Message).transcode, false],
  ["cborToJson", (payload) => cborToJson(payload), false],
  ["inspect", (payload) => inspect(payload, messages.union), true],
  ["inspect of anything", (payload) => inspect(payload, messages.anything), true],
];

/** How long a recipe takes with one of the readers. */
interface Found {
  readonly recipe: Recipe;
  readonly reader: string;
  readonly read: Reader;
  readonly class: Class;
  /** Milliseconds, or times of `JSON.parse`. */
  readonly cost: number;
}

/**
 * Part d: a search for slow input. It changes payloads that took long for their length until none is found that takes
 * longer, and judges the slowest of each class at the lengths that are promised.
 */
export async function proveSlow(
  { seed, payloads = 3000, clock }: CodecSettings,
  judge: Judge,
): Promise<void> {
  console.log(`\nd. a search for slow input: ${count(payloads)} recipes of ${count(SEARCHED)} bytes`);
  const random = createRandom(seed);
  const worst: Record<Class, Found[]> = { refused: [], accepted: [], inspected: [] };
  for (let tried = 0; tried < payloads; tried++) {
    const known = Object.values(worst).flat();
    const recipe =
      known.length === 0 || random.oneIn(4)
        ? firstRecipe(random)
        : changed(random.pick(known).recipe, random);
    const payload = payloadOf(recipe, SEARCHED);
    for (const [reader, read, isInspecting] of readers) {
      keep(worst, measured(recipe, reader, read, isInspecting, payload));
    }
  }

  for (const bytes of JUDGED) {
    for (const [of, all] of Object.entries(worst) as [Class, Found[]][]) {
      const slow = all
        .map((found) =>
          measured(
            found.recipe,
            found.reader,
            found.read,
            of === "inspected",
            payloadOf(found.recipe, bytes),
          ),
        )
        .filter((found) => found.class === of)
        .sort((one, other) => other.cost - one.cost);
      const [first] = slow;
      if (first === undefined) continue;
      const words = tell(first, bytes);
      console.log(`   ${words}`);
      const bound = (bounds[of] as Record<number, number>)[bytes] ?? 0;
      if (clock && first.cost > bound) judge.fail([words]);
    }
  }
}

/** Keeps it if it is among the slowest of its class, each recipe once. */
function keep(worst: Record<Class, Found[]>, found: Found): void {
  const before = worst[found.class];
  const name = describe(found.recipe);
  const same = before.find(({ recipe }) => describe(recipe) === name);
  if (same !== undefined && same.cost >= found.cost) return;
  worst[found.class] = [...before.filter((one) => one !== same), found]
    .sort((one, other) => other.cost - one.cost)
    .slice(0, KEPT);
}

function measured(
  recipe: Recipe,
  reader: string,
  read: Reader,
  isInspecting: boolean,
  payload: Uint8Array,
): Found {
  const ended = outcome(read, payload);
  const taken = least(() => outcome(read, payload));
  const found = { recipe, reader, read };
  if (isInspecting) return { ...found, class: "inspected", cost: taken };
  if (ended !== "accepted") return { ...found, class: "refused", cost: taken };
  const text = textOf(payload);
  // What makes text is compared with what makes text.
  const parse = () => (reader.startsWith("transcode") ? JSON.stringify(JSON.parse(text)) : JSON.parse(text));
  return { ...found, class: "accepted", cost: taken / least(parse) };
}

/** The JSON text of a payload; of one that has none, as where a key is an array, a text of as many numbers as it has bytes. */
function textOf(payload: Uint8Array): string {
  try {
    return (messages.anything as Message).transcode(payload);
  } catch {
    return JSON.stringify(Array.from(payload));
  }
}

function least(run: () => unknown): number {
  let milliseconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = performance.now();
    run();
    milliseconds = Math.min(milliseconds, performance.now() - before);
  }
  return milliseconds;
}

function tell({ recipe, reader, class: of, cost }: Found, bytes: number): string {
  const figure = of === "accepted" ? `${cost.toFixed(1)} times JSON.parse` : `${cost.toFixed(2)} ms`;
  return `${of}, ${count(bytes)} bytes: ${figure} with ${reader}: ${describe(recipe)}`;
}
