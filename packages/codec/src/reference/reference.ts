/**
 * The reference engine: the second opinion that a program can run beside the fast one, in its tests or on a sample. It
 * stands on cbor-x and Ajv, which are installed beside it.
 *
 * @module
 */
import type { Limits } from "../cbor/limits.ts";
import { scan } from "../cbor/scan.ts";
import type { Engine, SeparateEngine } from "../engine.ts";
import { errorOf, type Faults } from "../faults.ts";
import { lengthOf } from "../json/constraints.ts";
import { ownMember } from "../json/kinds.ts";
import { parsePointer, pointer } from "../json/pointer.ts";
import type { ToJsonOptions } from "../json/to-json.ts";
import { describe, foundLength } from "../plan/describe.ts";
import type { Json } from "../plan/json-schema.ts";
import type { Plan } from "../plan/plan.ts";
import { atMost } from "../sentences.ts";
import { build } from "./build.ts";
import { type Check, createCheck } from "./check.ts";
import { type Form, json as jsonForm, memory } from "./forms.ts";
import { walk } from "./walk.ts";
import { type ValueWalk, walkValue } from "./walk-value.ts";
import { write } from "./write.ts";

export type { Engine, EngineName, SeparateEngine } from "../engine.ts";

/**
 * The engine to hold the others against: a strict scan, then cbor-x builds the value, then Ajv judges it. With the others
 * it shares the plan, the reading of heads and the sentences of faults, so that their agreement says something.
 *
 * @example defineMessage(definition, { engine: reference })
 */
export const reference: SeparateEngine = { name: "reference", create: createReferenceEngine };

/** Where the value at a path stands in the order of faults, and what is expected there. */
interface Expectation {
  readonly position: number;
  readonly plan: Plan;
}

/** Each step is the plainest code for it, and two of them are other people's. */
function createReferenceEngine(plan: Plan, limits: Limits): Engine {
  // Ajv takes milliseconds to compile a schema: it does when the first message comes.
  let check: Check | undefined;
  const judge: Check = (...judged) => {
    check ??= createCheck(plan);
    return check(...judged);
  };

  /** A payload is scanned (well-formed, limits), walked beside the plan (valid, types, keys, tags), built, and judged. */
  function decode(given: Uint8Array): unknown {
    // Of memory that was given away, an array may still say how much it was.
    const payload = given.buffer.byteLength === 0 ? new Uint8Array() : given;
    const tally = { items: 0, steps: 0 };
    scan(payload, limits, tally);
    const walked = walk(plan, payload, { limits, tally: { ...tally } });
    const { faults } = walked;
    if (faults.first && faults.first.code !== "unexpected") faults.throwIfAny();
    const value = build(plan, payload, walked);
    const { json, chosen } = walkValue(plan, value, { form: memory, limits });
    const misfits = judge(json, chosen, faults.first !== undefined);
    if (misfits.length > 0) {
      const expectations = collect((onItem) => walk(plan, payload, { limits, tally }, onItem));
      addMisfits(misfits, json, faults, expectations, (offset) => ({ offset }));
    }
    faults.throwIfAny();
    return value;
  }

  /**
   * Turns a value into its other form; throws where it does not fit.
   *
   * @param how - what else the walk is told
   */
  function turn(value: unknown, form: Form, how: Pick<ValueWalk, "inJson" | "writes"> = {}): unknown {
    const { faults, chosen, json, made } = walkValue(plan, value, { form, limits, ...how });
    if (faults.first?.code === "limit") faults.throwIfAny();
    const misfits = judge(json, chosen, faults.first !== undefined);
    if (misfits.length > 0) {
      const expectations = collect((onValue) => walkValue(plan, value, { form, limits, onValue }));
      addMisfits(misfits, json, faults, expectations, () => ({}));
    }
    faults.throwIfAny();
    return made;
  }

  function toJson(value: unknown, options: ToJsonOptions = {}): Json {
    const json = turn(value, memory, { inJson: true });
    const redacted = () => walkValue(plan, value, { form: memory, limits, redact: true }).made;
    return (options.redact ? redacted() : json) as Json;
  }

  function encode(value: unknown): Uint8Array<ArrayBuffer> {
    turn(value, memory, { writes: true });
    const payload = write(plan, value);
    if (payload.length > limits.bytes) {
      const expected = atMost(limits.bytes, "bytes");
      throw errorOf({ code: "limit", expected, instancePath: "" });
    }
    // A getter may have answered otherwise than when it was judged.
    decode(payload);
    return payload;
  }

  return {
    decode,
    encode,
    toJson,
    fromJson: (json) => turn(json, jsonForm),
    transcode: (payload) => JSON.stringify(toJson(decode(payload))),
  };
}

/** Collects what a walk comes by; of a union it is the branch that was chosen, of a tag what is behind it. */
function collect(
  walkOver: (onEach: (position: number, path: readonly (string | number)[], plan: Plan) => void) => unknown,
): ReadonlyMap<string, Expectation> {
  const expectations = new Map<string, Expectation>();
  walkOver((position, path, plan) => expectations.set(pointer(path), { position, plan }));
  return expectations;
}

/** Turns the paths that Ajv complained about into faults. */
function addMisfits(
  paths: readonly string[],
  json: unknown,
  faults: Faults,
  expectations: ReadonlyMap<string, Expectation>,
  extra: (position: number) => { offset?: number },
): void {
  for (const instancePath of new Set(paths)) {
    const { position, plan } = expectations.get(instancePath) ?? (expectations.get("") as Expectation);
    const expected = describe(plan);
    const found = foundLength(plan, lengthOf(plan, valueAt(json, instancePath)));
    faults.add({ code: "unexpected", expected, found, instancePath, position, ...extra(position) });
  }
}

/** The value that a pointer leads to. */
function valueAt(json: unknown, instancePath: string): unknown {
  return parsePointer(instancePath).reduce((value, name) => ownMember(value as object, name), json);
}
