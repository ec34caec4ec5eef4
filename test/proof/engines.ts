import type { EngineName, Message } from "@wirebook/codec";
import { readPlan } from "@wirebook/codec/plan";
import type { TSchema } from "typebox";
import { outcomeOf, print, twins } from "./differential.ts";
import { mutate } from "./mutate.ts";
import { createRandom, type Random } from "./random.ts";
import { randomSchema } from "./random-schema.ts";
import { randomValue } from "./random-value.ts";
import { respell } from "./respell.ts";

/** What a comparison counted. */
export interface Comparison {
  payloads: number;
  schemas: number;
  /** Outcomes of `decode`: accepted, or the code. */
  outcomes: Record<string, number>;
  disagreements: string[];
}

/** How a comparison is to go. */
export interface ComparisonOptions {
  readonly seed: number;
  readonly payloads: number;
  readonly schemas: number;
  /** Schemas to take before random ones. */
  readonly first?: readonly TSchema[];
  readonly engines: readonly EngineName[];
  readonly onProgress?: (share: number) => void;
}

/** Gives the same payloads, values and JSON to several engines and notes where they do not do the same. */
export function compareEngines(options: ComparisonOptions): Comparison {
  const { seed, payloads, schemas, first = [], engines } = options;
  const comparison: Comparison = { payloads: 0, schemas: 0, outcomes: {}, disagreements: [] };
  const perSchema = Math.ceil(payloads / (schemas + first.length));
  for (let index = 0; index < schemas + first.length; index++) {
    const random = createRandom(seed + index);
    compareOn(first[index] ?? randomSchema(random), perSchema, random, engines, comparison);
    comparison.schemas++;
    options.onProgress?.(comparison.schemas / (schemas + first.length));
    if (comparison.disagreements.length > 5) break;
  }
  return comparison;
}

function compareOn(
  schema: TSchema,
  payloads: number,
  random: Random,
  engines: readonly EngineName[],
  comparison: Comparison,
): void {
  const messages = twins(schema, engines, random.oneIn(3) ? { depth: 4, items: 60, bytes: 400 } : {});
  const plan = readPlan((messages[0] as Message).schema);

  function agree(what: string, run: (message: Message) => unknown, input: unknown): string {
    const outcomes = messages.map((message) => print(outcomeOf(() => run(message))));
    if (new Set(outcomes).size > 1) {
      const lines = outcomes.map((outcome, index) => `  ${engines[index]}: ${outcome.slice(0, 600)}`);
      comparison.disagreements.push(
        [`${what} of ${print(input).slice(0, 900)}`, ...lines, `  schema: ${JSON.stringify(schema)}`].join(
          "\n",
        ),
      );
    }
    return outcomes[0] as string;
  }

  for (let done = 0; done < payloads; ) {
    const value = randomValue(plan, random);
    agree("encode", (message) => message.encode(value), value);
    const encoded = outcomeOf(() => (messages[0] as Message).encode(value));
    const json = outcomeOf(() => (messages[0] as Message).toJson(value));
    agree("toJson", (message) => message.toJson(value), value);
    const damaged = damageJson(random.oneIn(2) && "value" in json ? json.value : value, random);
    agree("fromJson", (message) => message.fromJson(damaged), damaged);
    agree("encode", (message) => message.encode(damaged), damaged);
    const payload = "value" in encoded ? (encoded.value as Uint8Array) : random.bytes(random.below(30));
    const spelled = "value" in encoded ? respell(payload, random) : payload;
    for (const bytes of [
      payload,
      spelled,
      mutate(payload, random),
      mutate(spelled, random),
      mutate(payload, random),
    ]) {
      const outcome = agree("decode", (message) => message.decode(bytes), bytes);
      agree("transcode", (message) => message.transcode(bytes), bytes);
      const code = /^\{"code":"([^"]+)"/.exec(outcome)?.[1] ?? "accepted";
      comparison.outcomes[code] = (comparison.outcomes[code] ?? 0) + 1;
      comparison.payloads++;
      done++;
    }
  }
}

const strangers: readonly unknown[] = [
  null,
  "x",
  "AAAA",
  "AB==",
  "18446744073709551615",
  -1,
  1.5,
  1e300,
  Number.NaN,
  "\ud800",
  [],
  {},
  true,
  5n,
  undefined,
  new Map(),
];

/** Changes something in a value or in its JSON form. */
function damageJson(value: unknown, random: Random): unknown {
  if (random.oneIn(3)) return random.pick(strangers);
  if (Array.isArray(value)) {
    return random.oneIn(4)
      ? [...value, random.pick(strangers)]
      : value.map((item) => (random.oneIn(value.length) ? damageJson(item, random) : item));
  }
  if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) {
    const entries = Object.entries(value);
    const changed = entries.map(([name, member]): [string, unknown] =>
      random.oneIn(entries.length) ? [name, damageJson(member, random)] : [name, member],
    );
    if (random.oneIn(4)) changed.push([random.pick(["x", "5", "__proto__", "a"]), random.pick(strangers)]);
    return Object.fromEntries(random.oneIn(5) ? changed.slice(1) : changed);
  }
  return random.pick(strangers);
}
