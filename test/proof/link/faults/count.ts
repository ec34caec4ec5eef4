import { failureOf, isPoisoned } from "../message.ts";
import type { PublisherLog } from "./publisher.ts";
import { readDead, readEffects } from "./traces.ts";
import type { Outcome, Trial } from "./trial.ts";

/** Whether each message that was taken has had its end. */
export function settled(log: PublisherLog, effects: string, inbox: string): boolean {
  const handled = new Set(readEffects(effects).map(({ key }) => key));
  const missing = [...log.taken].filter((key) => !handled.has(key));
  if (missing.length === 0) return true;
  const dead = new Set(readDead(inbox).map(({ key }) => key));
  return missing.every((key) => dead.has(key));
}

/** Where a message stands in the inbox, which takes them as they come: the number in its id. */
function placeOf(id: string): number {
  return Number(id.slice(id.lastIndexOf("-") + 1));
}

/** The publisher's log against what the handler did, and against the dead letters. */
export function count(
  trial: Trial,
  log: PublisherLog,
  effects: string,
  inbox: string,
  started: number,
): Outcome {
  const handled = new Map<string, Set<string>>();
  const last = new Map<string, { readonly n: number; readonly place: number }>();
  const twice: string[] = [];
  const disordered: string[] = [];
  const reordered: string[] = [];
  let repeated = 0;
  for (const { key, id, flagged } of readEffects(effects)) {
    const ids = handled.get(key);
    if (ids !== undefined) {
      if (flagged && ids.has(id)) repeated++;
      else twice.push(key);
      continue;
    }
    handled.set(key, new Set([id]));
    const [devEui = "", text = ""] = key.split(" ");
    const [n, place] = [Number(text), placeOf(id)];
    const before = last.get(devEui);
    if (before !== undefined && n < before.n) (place < before.place ? disordered : reordered).push(key);
    last.set(devEui, { n, place });
  }
  const letters = readDead(inbox);
  const dead: Record<string, number> = {};
  for (const { code } of letters) dead[code] = (dead[code] ?? 0) + 1;
  const deadKeys = new Set(letters.map(({ key }) => key));
  const expected = (key: string): string | undefined => {
    const [devEui = "", text] = key.split(" ");
    const n = Number(text);
    if (trial.fault === "poison" && isPoisoned(n)) return "not-well-formed";
    if (trial.fault === "handler" && failureOf(devEui, n) === "each") return "handler";
    return undefined;
  };
  const expectedDead: Record<string, number> = {};
  for (const key of log.taken) {
    const code = expected(key);
    if (code !== undefined) expectedDead[code] = (expectedDead[code] ?? 0) + 1;
  }
  const wrongDead = letters.filter(({ key, code }) => expected(key) !== code).map(({ key }) => key);
  if (deadKeys.size < letters.length) wrongDead.push("more than once");
  return {
    sent: log.sent.size,
    taken: log.taken.size,
    processed: handled.size,
    lost: [...log.taken].filter((key) => !handled.has(key) && !deadKeys.has(key)),
    twice,
    repeated,
    disordered,
    reordered,
    dead,
    wrongDead,
    expectedDead,
    milliseconds: performance.now() - started,
  };
}
