import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  hashPassword,
  type MosquittoListener,
  type MosquittoSettings,
  mosquittoConfig,
} from "@wirebook/mqtt/mosquitto";
import { connect, type IClientOptions, type MqttClient } from "mqtt";
import { type Certificates, makeCertificates } from "./certificates.ts";
import { type Child, startChild } from "./child.ts";
import { listening } from "./listening.ts";

/** A mosquitto of some version, as a program. */
export interface Program {
  readonly version: "2.0" | "2.1";
  readonly command: string;
  readonly pluginFolder?: string;
}

/** Who is known at the brokers that are tried: names, secrets and certificates, made up for each run. */
export interface Cast {
  readonly devices: readonly [string, string];
  readonly backend: string;
  readonly passwords: Readonly<Record<string, string>>;
  readonly hashes: Readonly<Record<string, string>>;
  readonly keys: Readonly<Record<string, string>>;
  readonly certificates: Certificates;
  /** Of an authority that no broker knows. */
  readonly strangers: Certificates;
}

/** Makes names, secrets and certificates. */
export async function makeCast(): Promise<Cast> {
  const devices = ["70b3d5e050020901", "70b3d5e050020902"] as const;
  const backend = "backend";
  const names = [...devices, backend];
  const made = (secret: () => string) => Object.fromEntries(names.map((name) => [name, secret()]));
  const passwords = made(() => `secret-${randomBytes(9).toString("hex")}`);
  const hashes = await Promise.all(
    names.map(async (name) => [name, await hashPassword(passwords[name] as string)] as const),
  );
  const authority = () => makeCertificates(mkdtempSync(join(tmpdir(), "wirebook-authority-")));
  return {
    devices,
    backend,
    passwords,
    hashes: Object.fromEntries(hashes),
    keys: made(() => randomBytes(32).toString("hex")),
    certificates: authority(),
    strangers: authority(),
  };
}

/** The settings of a broker that knows the cast, with these listeners at 127.0.0.1. */
export function settingsFor(
  cast: Cast,
  program: Pick<Program, "version" | "pluginFolder">,
  listeners: readonly MosquittoListener[],
  logLevel: NonNullable<MosquittoSettings["logLevel"]>,
  folder: string,
): MosquittoSettings {
  const { devices, backend, hashes, keys } = cast;
  const names = [...devices, backend];
  const uses = (test: (listener: MosquittoListener) => boolean) => listeners.some(test);
  return {
    version: program.version,
    listeners: listeners.map((listener) => ({ address: "127.0.0.1", ...listener })),
    logLevel,
    devices,
    backend,
    folder,
    dataFolder: join(folder, "data"),
    ...(program.pluginFolder === undefined ? {} : { pluginFolder: program.pluginFolder }),
    ...(uses(({ authentication }) => authentication === "password")
      ? { users: names.map((name) => ({ name, passwordHash: hashes[name] as string })) }
      : {}),
    ...(uses(({ tls }) => tls === "psk")
      ? { keys: names.map((identity) => ({ identity, key: keys[identity] as string })) }
      : {}),
    ...(uses(({ tls }) => tls === "certificate")
      ? { certificates: { cert: "server.pem", key: "server.key", ca: "clients.pem" } }
      : {}),
  };
}

/** A broker that runs with files that were written for it. */
export interface TrialBroker {
  readonly child: () => Child;
  start(): Promise<void>;
  readonly folder: string;
}

/** Puts the files into a folder, with owners and modes as the first warning says, and starts the broker. */
export async function startWritten(
  program: Program,
  settings: MosquittoSettings,
  cast: Pick<Cast, "certificates">,
): Promise<TrialBroker> {
  const { folder = "", dataFolder = "", certificates } = settings;
  const { files } = mosquittoConfig(settings);
  mkdirSync(dataFolder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const names = [...Object.keys(files), ...Object.values(certificates ?? {})];
  if (certificates !== undefined) {
    const server = cast.certificates.issue("server", "Test broker", "127.0.0.1");
    copyFileSync(server.cert, join(folder, certificates.cert));
    copyFileSync(server.key, join(folder, certificates.key));
    if (certificates.ca !== undefined) copyFileSync(cast.certificates.root, join(folder, certificates.ca));
  }
  if (process.getuid?.() === 0) {
    const id = (kind: string) => Number(execFileSync("id", [kind, "mosquitto"], { encoding: "utf8" }));
    chmodSync(folder, 0o755);
    chownSync(dataFolder, id("-u"), id("-g"));
    for (const name of names) chownSync(join(folder, name), id("-u"), id("-g"));
  }
  for (const name of names) chmodSync(join(folder, name), 0o600);
  let child: Child;
  const start = async (): Promise<void> => {
    child = startChild(program.command, ["-c", join(folder, "mosquitto.conf")]);
    const ended = child.ended.then((code) => {
      throw new Error(`mosquitto ended with ${code}\n${child.output()}`);
    });
    ended.catch(() => {});
    const open = settings.listeners.map(({ port, address }) => listening(port, 10_000, address));
    await Promise.race([Promise.all(open), ended]).catch(async (error: unknown) => {
      await child.end();
      throw error;
    });
  };
  await start();
  return { child: () => child, start, folder };
}

/** Options of MQTT.js for one of the cast, or for who has wrong secrets. */
export interface Entrance {
  readonly url: string;
  readonly options: IClientOptions;
}

/** How one of the cast gets in; `wrong` says what is not as it should be. */
export function entranceOf(
  { port, protocol, tls = "none", authentication = "none", requireCertificate }: MosquittoListener,
  name: string,
  cast: Cast,
  wrong?: "password" | "nobody" | "key" | "identity" | "authority" | "certificate",
): Entrance {
  const scheme =
    protocol === "websockets" ? (tls === "none" ? "ws" : "wss") : tls === "none" ? "mqtt" : "mqtts";
  const options: IClientOptions & Record<string, unknown> = {
    reconnectPeriod: 0,
    connectTimeout: 20_000,
    protocolVersion: 4,
  };
  if (authentication === "password" && wrong !== "nobody") {
    options.username = name;
    options.password = wrong === "password" ? "not-the-password" : (cast.passwords[name] as string);
  }
  if (authentication === "none" && tls !== "psk" && name === cast.backend) options.username = name;
  if (tls === "psk") {
    const psk = Buffer.from(wrong === "key" ? "00".repeat(32) : (cast.keys[name] as string), "hex");
    const identity = wrong === "identity" ? "somebody" : name;
    Object.assign(options, {
      pskCallback: () => ({ psk, identity }),
      ciphers: "PSK",
      minVersion: "TLSv1.2",
      maxVersion: "TLSv1.2",
      checkServerIdentity: () => undefined,
    });
  }
  if (tls === "certificate") {
    options.ca = readFileSync(cast.certificates.root);
    if ((authentication === "cn" || requireCertificate) && wrong !== "certificate") {
      const from = wrong === "authority" ? cast.strangers : cast.certificates;
      const { cert, key } = from.issue(name, name === cast.backend ? name : `urn:dev:mac:${name}`);
      options.cert = readFileSync(cert);
      options.key = readFileSync(key);
    }
  }
  return { url: `${scheme}://127.0.0.1:${port}/mqtt`, options };
}

/** What of a listener's entrance can be wrong. */
export function wrongWays({
  tls = "none",
  authentication = "none",
}: MosquittoListener): readonly NonNullable<Parameters<typeof entranceOf>[3]>[] {
  return [
    ...(authentication === "password" ? (["password", "nobody"] as const) : []),
    ...(tls === "psk" ? (["key", "identity"] as const) : []),
    ...(authentication === "cn" ? (["authority", "certificate"] as const) : []),
  ];
}

/** Is told what a client hears. */
type OnMessage = (topic: string, payload: string) => void;

/** Connects, once. What waits for a session comes right behind the answer: whoever is to hear it is there before. */
export function enter(
  { url, options }: Entrance,
  more: IClientOptions = {},
  onMessage: OnMessage = () => {},
): Promise<MqttClient> {
  const client = connect(url, { ...options, ...more });
  client.on("message", (topic, payload) => onMessage(topic, String(payload)));
  return new Promise((resolve, reject) => {
    client.once("connect", () => resolve(client));
    client.on("error", (error) => client.end(true, () => reject(error)));
    client.on("close", () => client.end(true, () => reject(new Error(`${url}: closed`))));
  });
}

/** Whether somebody is let in. */
async function isLetIn(entrance: Entrance): Promise<boolean> {
  try {
    const client = await enter(entrance);
    await client.endAsync(true);
    return true;
  } catch {
    return false;
  }
}

/** Messages that wait over a restart. */
const WAITING = 20;

/**
 * Tries one listener of a broker that runs: the right clients are let in and others not, the rules hold, SIGHUP is
 * survived, and what waits for a client that is away survives that the broker is killed, but for the last
 * `mayLose`. Answers what does not hold.
 */
export async function tryListener(
  broker: TrialBroker,
  listener: MosquittoListener,
  cast: Cast,
  mayLose = 1,
): Promise<string[]> {
  const failures: string[] = [];
  const expectTrue = (holds: boolean, rule: string): void => {
    if (!holds) failures.push(rule);
  };
  const [own, other] = cast.devices;
  const entrance = (name: string) => entranceOf(listener, name, cast);
  const refusesWrong = async (when: string): Promise<void> => {
    for (const wrong of wrongWays(listener)) {
      const isIn = await isLetIn(entranceOf(listener, own, cast, wrong));
      expectTrue(!isIn, `a client with a wrong ${wrong} is refused ${when}`);
    }
    if (listener.tls !== undefined && listener.tls !== "none") {
      const scheme = listener.protocol === "websockets" ? "ws" : "mqtt";
      const plain = {
        url: `${scheme}://127.0.0.1:${listener.port}/mqtt`,
        options: { reconnectPeriod: 0, connectTimeout: 5000 },
      };
      expectTrue(!(await isLetIn(plain)), `a client without TLS is refused ${when}`);
    }
  };
  await refusesWrong("");

  const heard: string[] = [];
  const backend = await enter(entrance(cast.backend), {}, (topic, payload) =>
    heard.push(`${topic} ${payload}`),
  );
  await backend.subscribeAsync(["LOB/+/up/#", "LOB/+/req/#", "LOB/+/down/#"], { qos: 1 });
  const session = { clientId: `trial-${own}`, clean: false };
  const got: string[] = [];
  const onMessage = (topic: string, payload: string): void => void got.push(`${topic} ${payload}`);
  const device = await enter(entrance(own), session, onMessage);
  await device.subscribeAsync("#", { qos: 1 });
  // Of two listeners, one broker keeps what was published at both.
  const mark = `${listener.port}`;
  for (const spelling of ["", "urn:dev:mac:"]) {
    await device.publishAsync(`LOB/${spelling}${other}/up/x`, `forged ${mark}`, { qos: 1 });
    await device.publishAsync(`LOB/${spelling}${own}/down/x`, `forged ${mark}`, { qos: 1 });
    await device.publishAsync(`LOB/${spelling}${own}/up/x`, `own ${mark}`, { qos: 1 });
    await backend.publishAsync(`LOB/${spelling}${other}/down/x`, `another's ${mark}`, { qos: 1 });
    await backend.publishAsync(`LOB/${spelling}${own}/down/x`, `own ${mark}`, { qos: 1 });
  }
  await until(() => heard.length >= 2 && got.length >= 2);
  // Where nobody proves anything, a device is believed whichever it says that it is.
  const proves = listener.tls === "psk" || (listener.authentication ?? "none") !== "none";
  const ups = [`LOB/${own}/up/x own ${mark}`, `LOB/urn:dev:mac:${own}/up/x own ${mark}`];
  const downs = [`LOB/${own}/down/x own ${mark}`, `LOB/urn:dev:mac:${own}/down/x own ${mark}`];
  const without = (all: readonly string[]) => all.filter((one) => proves || one.includes(" own "));
  expectTrue(
    String(without(heard)) === String(ups),
    `a backend hears a device under its own topics alone; it heard ${heard}`,
  );
  expectTrue(
    String(without(got)) === String(downs),
    `a device hears its own downlinks alone; it heard ${got}`,
  );

  const { child } = broker;
  child().process.kill("SIGHUP");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expectTrue(child().process.exitCode === null, "SIGHUP is survived");
  expectTrue(await isLetIn(entrance(other)), "the right client is let in behind SIGHUP");
  await refusesWrong("behind SIGHUP");

  await device.endAsync();
  await backend.endAsync(true);
  // mosquitto writes when there are more changes than it was told: of small fleets, the last one is not on disk yet.
  for (const [signal, least] of [["SIGTERM", WAITING] as const, ["SIGKILL", WAITING - mayLose] as const]) {
    got.length = 0;
    await leaveWaiting(entrance(cast.backend), `LOB/${own}/down/x`);
    await child().end(signal);
    await broker.start();
    const back = await enter(entrance(own), session, onMessage).catch(() => undefined);
    expectTrue(back !== undefined, "the right client is let in behind a restart");
    if (back === undefined) break;
    await until(() => new Set(got).size >= least);
    const found = new Set(got).size;
    expectTrue(found >= least, `${least} of ${WAITING} that waited are there behind ${signal}; ${found} are`);
    await back.endAsync();
  }
  return failures;
}

/** Publishes to a client that is away; what comes at QoS 0 waits, too. */
async function leaveWaiting(entrance: Entrance, topicName: string): Promise<void> {
  const backend = await enter(entrance);
  for (let n = 0; n < WAITING; n++) {
    await backend.publishAsync(topicName, `waiting ${n}`, { qos: n % 2 === 0 ? 1 : 0 });
  }
  // QoS 0 may be on its way yet: what is answered behind it came later.
  await backend.subscribeAsync("LOB/+/req/#", { qos: 1 });
  await backend.endAsync(true);
}

/** What stands in a log from each level on, and what does not before it. */
const LEVEL_MARKS = [
  ["error", undefined],
  ["warning", undefined],
  ["information", "New client connected from"],
  ["debug", "Sending CONNACK to"],
] as const;

/** Looks at what a broker has said: its level is kept, and no secret is in it. */
export function tryLog(output: string, logLevel: string, cast: Cast): string[] {
  const at = LEVEL_MARKS.findIndex(([level]) => level === logLevel);
  const levels = LEVEL_MARKS.flatMap(([level, mark], index) => {
    if (mark === undefined || output.includes(mark) === index <= at) return [];
    return [`log level ${logLevel}: "${mark}" is of ${level}`];
  });
  const secrets = [
    ...Object.values(cast.passwords),
    ...Object.values(cast.keys),
    ...Object.values(cast.hashes),
  ];
  return secrets.some((secret) => output.includes(secret)) ? [...levels, "no secret is in the log"] : levels;
}

/** Waits for something, for a while; then it is not there. */
async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!holds() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  // What must not come would come by now.
  await new Promise((resolve) => setTimeout(resolve, 50));
}
