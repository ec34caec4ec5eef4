import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MosquittoSettings } from "@wirebook/mqtt/mosquitto";
import { badUsage } from "../error.ts";
import { isFile } from "../input/stream.ts";
import {
  canBind,
  elsewhere,
  giveAway,
  PROBE,
  STRANGER,
  selfSigned,
  withMadeUp,
  writeCopy,
} from "./copies.ts";
import { findProgram, type Program, startBroker } from "./program.ts";
import { type Finding, type Trial, tryListener } from "./try-listener.ts";
import { endingInOrder } from "./when-ended.ts";

/** What a check has found, and by which mosquitto. */
export interface Checked {
  readonly program: Program;
  readonly findings: readonly Finding[];
}

/**
 * Starts the real broker on ports that are free: once with the files as they are, once with secrets that are made up, so
 * that each way in can be tried without anybody's own.
 *
 * @throws CliError where there is no mosquitto, or one for which the files are not
 */
export async function check(
  settings: MosquittoSettings,
  places: readonly string[],
  named: string | undefined,
): Promise<Checked> {
  const program = findProgram(named);
  const { version = "2.0" } = settings;
  if (version === "2.1" && /^[01]\.|^2\.0\./.test(program.version)) {
    throw badUsage(
      `expected mosquitto 2.1, for which the files are, found ${program.version}`,
      "Name another by --mosquitto PROGRAM, or choose --for 2.0.",
    );
  }
  return endingInOrder(async () => {
    const findings = [
      await startsAsItIs(settings, places, program),
      ...(await addressesThere(settings)),
      ...(await tryMadeUp(settings, program)),
    ];
    return { program, findings };
  });
}

/** The files as they are, the certificates too: mosquitto itself says what is wrong with them. */
async function startsAsItIs(
  settings: MosquittoSettings,
  places: readonly string[],
  program: Program,
): Promise<Finding> {
  return inFolder(async (folder) => {
    const copy = await elsewhere(settings, folder);
    writeCopy(copy);
    const names = Object.values(settings.certificates ?? {}) as string[];
    /** Whoever reads what mosquitto says knows the file by its own name. */
    const known: [path: string, own: string][] = [];
    for (const name of names) {
      const found = places.map((place) => join(place, name)).find(isFile);
      // Without --out nobody has said that they are there already.
      const holds = places.length > 1 ? false : undefined;
      if (found === undefined) {
        const rule = `${name} is in ${places.join(" or in ")}`;
        return { rule: holds === false ? rule : `it starts with the files as they are: ${rule}`, holds };
      }
      try {
        copyFileSync(found, join(folder, name));
      } catch (error) {
        return { rule: `${found} can be read (${(error as NodeJS.ErrnoException).code})`, holds: false };
      }
      known.push([join(folder, name), found]);
    }
    known.push([folder, settings.folder ?? "/etc/mosquitto"]);
    const named = (complaint: string) =>
      known.reduce((text, [path, own]) => text.replaceAll(path, own), complaint);
    giveAway(folder, copy);
    try {
      const broker = await startBroker(program, join(folder, "mosquitto.conf"), portsOf(copy));
      await broker.stop();
      const [complaint] = complaintsIn(broker.output());
      return complaint === undefined
        ? { rule: "it starts with the files as they are", holds: true }
        : { rule: `it starts with the files as they are, and says: ${named(complaint)}`, holds: false };
    } catch (error) {
      const [complaint = "nothing, and ended"] = complaintsIn((error as Error).message);
      return { rule: `it starts with the files as they are; it said: ${named(complaint)}`, holds: false };
    }
  });
}

/** It is started at other addresses: whether those of the settings are this machine's is tried without it. */
async function addressesThere({ listeners }: MosquittoSettings): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { port, address } of listeners) {
    if (address === undefined) continue;
    // Where it is not, the broker may be on another machine.
    const holds = (await canBind(address)) || undefined;
    findings.push({ rule: `port ${port}: ${address} is an address of this machine`, holds });
  }
  return findings;
}

async function tryMadeUp(settings: MosquittoSettings, program: Program): Promise<Finding[]> {
  return inFolder(async (folder) => {
    const copy = await withMadeUp(await elsewhere(settings, folder));
    const files = writeCopy(copy.settings);
    const certificates = new Map<string, ReturnType<typeof selfSigned>>();
    const certificateOf: Trial["certificateOf"] = (name) => {
      if (!certificates.has(name))
        certificates.set(name, selfSigned(folder, `client-${certificates.size}`, name));
      return certificates.get(name);
    };
    const trial: Trial = { ...copy, files, certificateOf };
    const made = settings.certificates === undefined || makeCertificates(trial, folder);
    if (!made)
      return [
        { rule: "openssl makes certificates to try it with, and there is no openssl", holds: undefined },
      ];
    giveAway(folder, copy.settings);
    try {
      const broker = await startBroker(program, join(folder, "mosquitto.conf"), portsOf(copy.settings));
      try {
        const findings: Finding[] = [];
        for (const [index, { port }] of settings.listeners.entries()) {
          const listener = copy.settings.listeners[index];
          if (listener !== undefined) findings.push(...(await tryListener(listener, port, trial)));
        }
        findings.push({
          rule: "it reads its files again, on SIGHUP, and goes on",
          holds: await broker.reload(),
        });
        return findings;
      } finally {
        await broker.stop();
      }
    } catch (error) {
      const [complaint = (error as Error).message] = complaintsIn((error as Error).message);
      return [{ rule: `it starts with made-up secrets; it said: ${complaint}`, holds: false }];
    }
  });
}

/** The broker's certificate, and those of all that are tried, each its own authority. */
function makeCertificates({ settings, certificateOf, files }: Trial, folder: string): boolean {
  const { certificates } = settings;
  const server = selfSigned(folder, "made-up", "Wirebook check");
  if (certificates === undefined || server === undefined) return false;
  copyFileSync(server.cert, join(folder, certificates.cert));
  copyFileSync(server.key, join(folder, certificates.key));
  if (certificates.ca === undefined) return true;
  const users = [...(files.acl ?? "").matchAll(/^user (.+)$/gm)].map(([, name = ""]) => name);
  const known = [...new Set([PROBE, STRANGER, ...users.slice(0, MOST_CERTIFICATES)])].map(certificateOf);
  const texts = known.map((one) => (one === undefined ? "" : readFileSync(one.cert, "utf8")));
  writeFileSync(join(folder, certificates.ca), texts.join(""));
  return true;
}

/** Of a large fleet, those that are tried are among the first. */
const MOST_CERTIFICATES = 16;

function portsOf({ listeners }: MosquittoSettings): number[] {
  return listeners.map(({ port }) => port);
}

/** What mosquitto says that is no mere remark, without its time. OpenSSL complains of whoever looks whether a port is open. */
function complaintsIn(output: string): string[] {
  return output
    .split("\n")
    .map((line) => line.replace(/^\d+: /, ""))
    .filter((line) => /^(?:\S+: )?Error\b|Unable to/.test(line));
}

async function inFolder<Result>(run: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-mosquitto-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once("exit", remove);
  try {
    return await run(folder);
  } finally {
    process.off("exit", remove);
    remove();
  }
}
