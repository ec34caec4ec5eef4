/**
 * Whom the messages of others are measured against: what can read any CBOR, and a schema to check it by. Each is
 * imported when it is asked for, so that a process holds no other's code.
 *
 * @module
 */
import type { Case } from "../corpus/case.ts";
import { compileForMemory } from "../schema/ajv.ts";
import { checked, type Library } from "./library.ts";
import type { Peer } from "./peer.ts";

/** Ours, the rival, and those that are told apart by name elsewhere. */
export const names = {
  ours: "wirebook",
  ahead: "wirebook, ahead of time",
  alone: "cbor-x",
  rival: "cbor-x + Ajv",
  copying: "cbor-x, copyBuffers + Ajv",
  bare: "a bare copy",
} as const;

const loaders: Readonly<Record<string, (name: string, cases: readonly Case[]) => Promise<Peer>>> = {
  [names.ours]: async () => (await import("./wirebook.ts")).wirebook,
  [names.ahead]: async (name, cases) => (await import("./ahead.ts")).loadAhead(name, cases),
  [names.bare]: async (name) => ({ name, ...(await import("./bare.ts")).bare }),
  [names.alone]: async (name) => checked(name, await cborX(), () => () => true),
  [names.rival]: async (name) => checked(name, await cborX(), compileForMemory),
  [names.copying]: async (name) => checked(name, (await import("./cbor-x.ts")).cborXCopies, compileForMemory),
  "cbor-x + Zod": async (name) => checked(name, await cborX(), (await import("../schema/zod.ts")).compileZod),
  "cbor-x + Valibot": async (name) =>
    checked(name, await cborX(), (await import("../schema/valibot.ts")).compileValibot),
  "msgpackr + Ajv": async (name) => {
    const peer = checked(name, (await import("./msgpackr.ts")).msgpackr, compileForMemory);
    // It has no typed arrays.
    return { name, prepare: (one) => (one.name === "typed-arrays" ? undefined : peer.prepare(one)) };
  },
  "JSON.parse + Ajv": async () => (await import("./json.ts")).json,
};

async function cborX(): Promise<Library> {
  return (await import("./cbor-x.ts")).cborX;
}

/** Their names, ours first. */
export const fieldPeers: readonly string[] = Object.keys(loaders);

/** One of them, for these messages. */
export function loadPeer(name: string, cases: readonly Case[]): Promise<Peer> {
  const load = loaders[name];
  if (load === undefined) throw new Error(`unknown peer: ${name}`);
  return load(name, cases);
}
