/** Some of what `npm run proof:link -- --only mosquitto` tries in full: generated files on the real broker. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MosquittoListener } from "@wirebook/mqtt/mosquitto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { severalListeners } from "wirebook-test/support/broker-combinations";
import {
  type Cast,
  makeCast,
  type Program,
  settingsFor,
  startWritten,
  tryListener,
  tryLog,
} from "wirebook-test/support/broker-trial";
import { freePort } from "wirebook-test/support/free-port";
import { findPrograms } from "wirebook-test/support/mosquitto-programs";

const [program] = findPrograms().flatMap((found) => (found.program === undefined ? [] : [found.program]));
const folders: string[] = [];
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const cases: [string, readonly MosquittoListener[], "error" | "debug"][] = [
  ["nothing asked for", [{ port: 1883 }], "error"],
  ["user and password", [{ port: 1883, authentication: "password" }], "error"],
  ["a pre-shared key", [{ port: 8883, tls: "psk" }], "debug"],
  ["a pre-shared key, user and password", [{ port: 8883, tls: "psk", authentication: "password" }], "debug"],
  ["the CN of a certificate", [{ port: 8883, tls: "certificate", authentication: "cn" }], "debug"],
  ["listeners that differ", severalListeners["five that differ"] ?? [], "debug"],
];

describe.each(cases)("with %s", (_, given, logLevel) => {
  test("right clients are in and others out, rules hold, and nothing is lost over SIGHUP and restarts", async () => {
    const folder = mkdtempSync(join(tmpdir(), "wirebook-mosquitto-"));
    folders.push(folder);
    const listeners: MosquittoListener[] = [];
    for (const listener of given) listeners.push({ ...listener, port: await freePort() });
    const settings = settingsFor(cast, program as Program, listeners, logLevel, folder);
    const broker = await startWritten(program as Program, settings, cast);
    try {
      for (const listener of listeners) expect(await tryListener(broker, listener, cast)).toEqual([]);
      expect(tryLog(broker.child().output(), logLevel, cast)).toEqual([]);
    } finally {
      await broker.child().end();
    }
  });
});
