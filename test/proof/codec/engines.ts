import { type CodecErrorCode, defineMessage, type Message, Type } from "@wirebook/codec";
import { readPlan } from "@wirebook/codec/plan";
import type { Schema } from "../../checks/codec.ts";
import type { Side } from "../../checks/engines.ts";
import { type Outcome, outcomeOf, print, twins } from "./differential.ts";
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
  readonly first?: readonly Schema[];
  readonly engines: readonly Side[];
  readonly onProgress?: (share: number) => void;
  /** Is told of each schema and answers who is to be told of each of its payloads, before and after the engines. */
  readonly watch?: (message: Message) => Watch;
}

/** Looks on while payloads are compared. */
export interface Watch {
  before(payload: Uint8Array): void;
  /** @param text - the JSON text that `transcode` made of an accepted payload */
  after(payload: Uint8Array, outcome: "accepted" | CodecErrorCode, text: string | undefined): void;
}

/** Takes whatever CBOR can hold: it writes the payloads that fit no schema. */
const anything = defineMessage({ name: "up/anything", title: "Anything", payload: Type.Unknown() });

/** Gives the same payloads, values and JSON to several engines and notes where they do not do the same. */
export function compareEngines(options: ComparisonOptions): Comparison {
  const { seed, payloads, schemas, first = [] } = options;
  const comparison: Comparison = { payloads: 0, schemas: 0, outcomes: {}, disagreements: [] };
  const perSchema = Math.ceil(payloads / (schemas + first.length));
  for (let index = 0; index < schemas + first.length; index++) {
    const random = createRandom(seed + index);
    compareOn(first[index] ?? randomSchema(random), perSchema, random, options, comparison);
    comparison.schemas++;
    options.onProgress?.(comparison.schemas / (schemas + first.length));
    if (comparison.disagreements.length > 5) break;
  }
  return comparison;
}

function compareOn(
  schema: Schema,
  payloads: number,
  random: Random,
  { engines, watch }: ComparisonOptions,
  comparison: Comparison,
): void {
  const messages = twins(schema, engines, random.oneIn(3) ? { depth: 4, items: 60, bytes: 400 } : {});
  const plan = readPlan((messages[0] as Message).schema);
  const watching = watch?.(messages[0] as Message);

  /** Runs on each engine and answers the outcome of the first. */
  function agree(what: string, run: (message: Message) => unknown, input: unknown): Outcome {
    const results = messages.map((message) => outcomeOf(() => run(message)));
    const outcomes = results.map(print);
    if (new Set(outcomes).size > 1) {
      const lines = outcomes.map((outcome, index) => `  ${engines[index]}: ${outcome.slice(0, 600)}`);
      comparison.disagreements.push(
        [`${what} of ${print(input).slice(0, 900)}`, ...lines, `  schema: ${JSON.stringify(schema)}`].join(
          "\n",
        ),
      );
    }
    return results[0] as Outcome;
  }

  for (let done = 0; done < payloads; ) {
    const value = randomValue(plan, random);
    const encoded = agree("encode", (message) => message.encode(value), value);
    const json = agree("toJson", (message) => message.toJson(value), value);
    const damaged = damageJson(random.oneIn(2) && "value" in json ? json.value : value, random);
    agree("fromJson", (message) => message.fromJson(damaged), damaged);
    agree("encode", (message) => message.encode(damaged), damaged);
    const payload = "value" in encoded ? (encoded.value as Uint8Array) : random.bytes(random.below(30));
    const spelled = "value" in encoded ? respell(payload, random) : payload;
    const misfit = outcomeOf(() => anything.encode(damageJson(value, random)));
    for (const bytes of [
      payload,
      spelled,
      mutate(payload, random),
      mutate(spelled, random),
      mutate(payload, random),
      ...("value" in misfit ? [misfit.value as Uint8Array] : []),
    ]) {
      watching?.before(bytes);
      const outcome = agree("decode", (message) => message.decode(bytes), bytes);
      const text = agree("transcode", (message) => message.transcode(bytes), bytes);
      if ("value" in outcome) {
        agree("encode", (message) => message.encode(outcome.value), outcome.value);
        agree("toJson", (message) => message.toJson(outcome.value, { redact: true }), outcome.value);
      }
      const code = "value" in outcome ? "accepted" : outcome.code;
      watching?.after(bytes, code, "value" in text ? String(text.value) : undefined);
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
