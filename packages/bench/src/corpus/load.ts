import type { Case } from "./case.ts";

/** Families with their messages: a process that measures one of them has no other family's definitions. */
const families: readonly (readonly [load: () => Promise<object>, ...names: string[]])[] = [
  [() => import("./status.ts"), "status"],
  [() => import("./batch.ts"), "batch"],
  [() => import("./config.ts"), "config"],
  [() => import("./open.ts"), "open"],
  [() => import("./integer-keys.ts"), "integer-keys"],
  [() => import("./senml.ts"), "senml"],
  [() => import("./cose.ts"), "cose-sign1", "cose-key", "cwt", "embedded"],
  [() => import("./lwm2m.ts"), "lwm2m"],
  [() => import("./tracker.ts"), "tracker", "track"],
  [() => import("./meter.ts"), "load-curve", "readings"],
  [() => import("./log.ts"), "log", "traces"],
  [
    () => import("./texts.ts"),
    "german",
    "french",
    "russian",
    "chinese",
    "emoji",
    "mixed-texts",
    "long-german",
    "long-russian",
    "long-chinese",
  ],
  [() => import("./firmware.ts"), "chunk-64", "chunk-1k", "chunk-16k"],
  [() => import("./arrays.ts"), "integers", "floats", "byte-strings", "small-maps"],
  [() => import("./optional.ts"), "half-absent"],
  [() => import("./unions.ts"), "unions"],
  [() => import("./records.ts"), "records", "integer-records"],
  [() => import("./vendor.ts"), "vendor"],
  [() => import("./deep.ts"), "deep"],
  [() => import("./kinds.ts"), "pump", "typed-arrays", "big-integers", "array-structs", "recursive"],
];

/** The messages of these names, in their order. */
export async function loadCases(names: readonly string[]): Promise<Case[]> {
  return Promise.all(names.map(loadCase));
}

/** @throws Error for a name that no message has */
async function loadCase(name: string): Promise<Case> {
  const [load] = families.find(([, ...known]) => known.includes(name)) ?? [];
  const exported = Object.values((await load?.()) ?? {}) as Case[];
  const one = exported.find((candidate) => candidate.name === name);
  if (one === undefined) throw new Error(`unknown message: ${name}`);
  return one;
}
