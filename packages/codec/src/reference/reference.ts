import type { Limits } from "../cbor/limits.ts";
import { scan } from "../cbor/scan.ts";
import type { Engine } from "../engine.ts";
import type { Faults } from "../faults.ts";
import { write } from "../interpreted/write.ts";
import { valueFromJson } from "../json/from-json.ts";
import { pointer } from "../json/pointer.ts";
import { type ToJsonOptions, valueToJson, valueToJudge } from "../json/to-json.ts";
import { createVisit, type Visit } from "../json/visit.ts";
import { describe } from "../plan/describe.ts";
import type { Plan } from "../plan/plan.ts";
import { build } from "./build.ts";
import { type Check, createCheck } from "./check.ts";
import { walk } from "./walk.ts";

/** Where a path's value stands in the order of faults, and what is expected there. */
interface Place {
  readonly position: number;
  readonly plan: Plan;
}

/**
 * The engine that says what is right: each step is the plainest code for it, and the last two are other people's.
 *
 * A payload is scanned (well-formed, limits), walked beside the plan (valid, types, keys, tags), built by cbor-x, and
 * judged by Ajv in its JSON form (ranges, lengths, patterns).
 */
export function createReferenceEngine(plan: Plan, limits: Limits): Engine {
  // Ajv takes milliseconds to compile a schema: it does when the first message comes.
  let check: Check | undefined;
  const judge: Check = (...judged) => {
    check ??= createCheck(plan);
    return check(...judged);
  };

  function decode(payload: Uint8Array): unknown {
    scan(payload, limits);
    const { faults, ...walked } = walk(plan, payload);
    if (faults.first?.code === "invalid") faults.throwIfAny();
    const value = build(plan, payload, { faults, ...walked });
    const visit = createVisit(limits);
    const json = valueToJudge(plan, value, visit);
    const misfits = judge(json, visit.chosen, visit.holes, faults.first !== undefined);
    if (misfits.length > 0) addMisfits(misfits, faults, placesIn(payload), (offset) => ({ offset }));
    faults.throwIfAny();
    return value;
  }

  function placesIn(payload: Uint8Array): Map<string, Place> {
    const places = new Map<string, Place>();
    walk(plan, payload, (offset, path, expected) =>
      places.set(pointer(path), { position: offset, plan: expected }),
    );
    return places;
  }

  /** Adds what Ajv has to say of a value to what a conversion of it has found, and throws if there is anything. */
  function judged(visit: Visit, value: unknown, again: (visit: Visit) => void): void {
    if (visit.over) visit.faults.throwIfAny();
    const asJson = createVisit(limits);
    const json = valueToJudge(plan, value, asJson);
    const holes = new Set([...visit.holes, ...asJson.holes]);
    const misfits = judge(json, asJson.chosen, holes, visit.faults.first !== undefined);
    if (misfits.length > 0) {
      const places = new Map<string, Place>();
      const onPlace = (path: string, position: number, expected: Plan) =>
        places.set(path, { position, plan: expected });
      again(createVisit(limits, { onPlace }));
      addMisfits(misfits, visit.faults, places, () => ({}));
    }
    visit.faults.throwIfAny();
  }

  function toJson(value: unknown, options?: ToJsonOptions) {
    const visit = createVisit(limits);
    const json = valueToJson(plan, value, visit);
    judged(visit, value, (again) => valueToJson(plan, value, again));
    return options?.redact ? valueToJson(plan, value, createVisit(limits), options) : json;
  }

  function fromJson(json: unknown): unknown {
    const visit = createVisit(limits);
    const value = valueFromJson(plan, json, visit);
    judged(visit, value, (again) => valueFromJson(plan, json, again));
    return value;
  }

  function encode(value: unknown): Uint8Array {
    toJson(value);
    return write(plan, value, limits);
  }

  return {
    decode,
    encode,
    toJson,
    fromJson,
    transcode: (payload) => JSON.stringify(toJson(decode(payload))),
  };
}

/** Turns the paths that Ajv complained about into faults. */
function addMisfits(
  paths: readonly string[],
  faults: Faults,
  places: ReadonlyMap<string, Place>,
  extra: (position: number) => { offset?: number },
): void {
  for (const instancePath of new Set(paths)) {
    const { position, plan } = places.get(instancePath) ?? (places.get("") as Place);
    const expected = describe(plan);
    faults.add({ code: "unexpected", expected, instancePath, position, ...extra(position) });
  }
}
