import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  MosquittoError,
  type MosquittoListener,
  type MosquittoSettings,
  mosquittoConfig,
} from "@wirebook/mqtt/mosquitto";
import {
  type Combination,
  canWork,
  combinations,
  nameOf,
  severalListeners,
} from "../../support/broker-combinations.ts";
import {
  type Cast,
  makeCast,
  type Program,
  settingsFor,
  startWritten,
  tryListener,
  tryLog,
} from "../../support/broker-trial.ts";
import { freePort } from "../../support/free-port.ts";
import { findPrograms } from "../../support/mosquitto-programs.ts";
import type { Judge } from "../run/judge.ts";
import { createProgress } from "../run/progress.ts";
import type { LinkSettings } from "./settings.ts";

/**
 * Every combination of TLS, authentication, log level and version, and files with several listeners, on the real broker:
 * the right clients are let in and others not, rules hold, SIGHUP is survived, and what waits survives a restart.
 */
export async function proveMosquitto(_: LinkSettings, judge: Judge): Promise<void> {
  const programs = findPrograms();
  const cast = await makeCast();
  for (const { version, words } of programs) console.log(`   mosquitto ${version}: ${words}`);
  const programOf = (version: string) => programs.find((one) => one.version === version)?.program;
  const possible = combinations.filter(canWork);
  const tried = possible.filter(({ version }) => programOf(version) !== undefined);
  const untried = possible.filter(({ version }) => programOf(version) === undefined);
  const progress = createProgress(tried.length);
  const failures: string[] = [];
  for (const [index, combination] of tried.entries()) {
    const program = programOf(combination.version) as Program;
    const { tls, authentication } = combination;
    const wrong = await tryBroker(program, cast, [{ port: 1883, tls, authentication }], combination.logLevel);
    failures.push(...wrong.map((rule) => `${nameOf(combination)}: ${rule}`));
    progress.update(index + 1);
  }
  progress.end();
  judge.fail(failures);
  judge.claim(
    failures.length === 0,
    `${tried.length} of ${possible.length} combinations on the real broker: right clients in, wrong ones out, rules, log level, SIGHUP, restart by SIGTERM and SIGKILL`,
  );
  if (untried.length > 0) {
    console.log(`   not tried: ${untried.length}, for want of the program (bash scripts/newer-mosquitto.sh)`);
    for (const combination of untried) console.log(`     ${nameOf(combination)}`);
  }
  judgeRefused(cast, judge);
  await judgeDatabase(programOf("2.1"), cast, judge);
  for (const { version, program } of programs) {
    for (const [name, listeners] of Object.entries(severalListeners)) {
      if (program === undefined) {
        console.log(`   not tried: ${name}, mosquitto ${version}`);
        continue;
      }
      const wrong = await tryBroker(program, cast, listeners, "debug");
      judge.fail(wrong.map((rule) => `${name}, ${version}: ${rule}`));
      judge.claim(
        wrong.length === 0,
        `${name}, mosquitto ${version}: ${listeners.length} listeners of one file`,
      );
    }
  }
}

/** Starts a broker with these listeners at ports that are free, and tries each. */
async function tryBroker(
  program: Program,
  cast: Cast,
  given: readonly MosquittoListener[],
  logLevel: Combination["logLevel"],
  keep: MosquittoSettings["keep"] = {},
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-proof-mosquitto-"));
  const listeners: MosquittoListener[] = [];
  for (const listener of given) listeners.push({ ...listener, port: await freePort() });
  try {
    const settings = { ...settingsFor(cast, program, listeners, logLevel, folder), keep };
    const broker = await startWritten(program, settings, cast);
    const failures: string[] = [];
    try {
      for (const listener of listeners)
        failures.push(...(await tryListener(broker, listener, cast, keep.storage === "sqlite" ? 0 : 1)));
      failures.push(...tryLog(broker.child().output(), logLevel, cast));
    } finally {
      await broker.child().end();
    }
    return failures;
  } catch (error) {
    return [`does not start: ${(error as Error).message}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With a database, not even the last message is lost when the broker is killed. */
async function judgeDatabase(program: Program | undefined, cast: Cast, judge: Judge): Promise<void> {
  if (program === undefined) return console.log("   not tried: the database of mosquitto 2.1");
  const listeners = [{ port: 1883, authentication: "password" as const }];
  const wrong = await tryBroker(program, cast, listeners, "information", { storage: "sqlite" });
  judge.fail(wrong.map((rule) => `database, 2.1: ${rule}`));
  judge.claim(wrong.length === 0, "the database of mosquitto 2.1: nothing that waited is lost by SIGKILL");
}

/** What cannot work is refused with a sentence, and nothing is written. */
function judgeRefused(cast: Cast, judge: Judge): void {
  const refused = combinations.filter((combination) => !canWork(combination));
  const taken = refused.filter((combination) => isTaken(cast, combination));
  judge.claim(
    taken.length === 0,
    `${refused.length} combinations that cannot work are refused with a sentence`,
  );
}

function isTaken(cast: Cast, { tls, authentication, version, logLevel }: Combination): boolean {
  const listener = { port: 1883, tls, authentication };
  try {
    mosquittoConfig(settingsFor(cast, { version }, [listener], logLevel, "/etc/mosquitto"));
    return true;
  } catch (error) {
    return !(error instanceof MosquittoError && error.code === "conflict");
  }
}
