/** The two examples of a router's manual, word for word but for the host's name and the key, with its certificates. */
import { execFileSync } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Backend, createBackend, type EmbeddedOptions } from "@wirebook/mqtt";
import { hashPassword, type MosquittoSettings } from "@wirebook/mqtt/mosquitto";
import { messages } from "@wirebook/schemas";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Program, startWritten } from "wirebook-test/support/broker-trial";
import { type Child, startChild } from "wirebook-test/support/child";
import { findPrograms } from "wirebook-test/support/mosquitto-programs";

const PUBLISH =
  "mosquitto_pub --host HOST --port 1883 --psk HEX --psk-identity test -u house -P 12345 -t SENSOR/ROOM8/TEMPERATURE -m 54";
const SUBSCRIBE =
  "mosquitto_sub -C 1 --host HOST --port 1883 --cafile ca.crt --cert client.crt --key client.key -t factory/sensor/#";

const folder = mkdtempSync(join(tmpdir(), "wirebook-manual-"));
const key = randomBytes(32).toString("hex");
/** Port 1883 is the manual's: each broker has it at an address of the loopback interface that is its own. */
const ownAddress = () => `127.${randomInt(2, 250)}.${randomInt(2, 250)}.${randomInt(2, 250)}`;
const running: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of running.splice(0)) await end();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a line of the manual in the folder of the certificates. */
function run(line: string, host: string): Child {
  const words = line.replace("HOST", host).replace("HEX", key);
  const child = startChild("sh", ["-c", `cd ${folder} && exec ${words}`]);
  running.push(() => child.end());
  return child;
}

async function finished(child: Child): Promise<string> {
  const code = await child.ended;
  return `${child.output().trim()}, exit code ${code}`;
}

/** The manual's way: an authority of its own, and certificates of version 1 without other names. */
function certificates(host: string): void {
  const openssl = (...words: string[]) => execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
  const request = (file: string, name: string) => {
    openssl("genpkey", "-algorithm", "RSA", "-out", `${file}.key`);
    openssl("req", "-new", "-key", `${file}.key`, "-out", `${file}.csr`, "-subj", `/CN=${name}`);
    openssl(
      ...["x509", "-req", "-in", `${file}.csr`, "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial"],
      ...["-out", `${file}.crt`, "-days", "2"],
    );
  };
  openssl("genpkey", "-algorithm", "RSA", "-out", "ca.key");
  openssl(
    "req",
    "-new",
    "-x509",
    "-key",
    "ca.key",
    "-out",
    "ca.crt",
    "-days",
    "2",
    "-subj",
    "/CN=Own authority",
  );
  request("broker", host);
  request("client", "Data collector");
  request("sensor", "Sensor");
  request("stranger", "Somebody else");
}

/** Who starts a broker with one listener at port 1883. */
interface Kind {
  readonly psk: (host: string) => Promise<void>;
  readonly certificate: (host: string) => Promise<void>;
}

const house = { name: "house", read: ["SENSOR/#"], write: ["SENSOR/#"] };
const collector = { name: "Data collector", read: ["factory/sensor/#"] };
const sensor = { name: "Sensor", write: ["factory/sensor/#"] };

async function startMosquitto(settings: Omit<MosquittoSettings, "folder" | "dataFolder">): Promise<void> {
  const { program } = findPrograms().find((found) => found.program !== undefined) as { program: Program };
  const place = mkdtempSync(join(folder, "broker-"));
  execFileSync("chmod", ["755", folder, place]);
  const certificates = {
    root: join(folder, "ca.crt"),
    issue: () => ({ cert: join(folder, "broker.crt"), key: join(folder, "broker.key") }),
  };
  const plugins = program.pluginFolder === undefined ? {} : { pluginFolder: program.pluginFolder };
  const broker = await startWritten(
    program,
    { ...settings, ...plugins, version: program.version, folder: place, dataFolder: join(place, "data") },
    { certificates },
  );
  running.push(() => broker.child().end());
}

const mosquitto: Kind = {
  psk: async (address) =>
    startMosquitto({
      listeners: [{ port: 1883, address, tls: "psk", authentication: "password" }],
      keys: [{ identity: "test", key }],
      users: [{ name: "house", passwordHash: await hashPassword("12345") }],
      access: [house],
    }),
  certificate: (address) =>
    startMosquitto({
      listeners: [{ port: 1883, address, tls: "certificate", authentication: "cn" }],
      certificates: { ca: "ca.crt", cert: "broker.crt", key: "broker.key" },
      names: ["Data collector", "Sensor"],
      access: [collector, sensor],
    }),
};

async function startEmbedded(options: EmbeddedOptions): Promise<void> {
  const inbox = mkdtempSync(join(folder, "inbox-"));
  const backend: Backend = await createBackend({ embedded: options, messages, inbox, report: () => {} });
  running.push(() => backend.close());
}

const embedded: Kind = {
  psk: (host) =>
    startEmbedded({
      listeners: [{ protocol: "mqtts", host, port: 1883, psk: { test: key } }],
      authenticate: ({ user, password, identity }) =>
        identity === "test" && user === "house" && password === "12345" && { as: "house" },
      access: [house],
    }),
  certificate: (host) => {
    const [cert, own, clientCa] = ["broker.crt", "broker.key", "ca.crt"].map((name) =>
      readFileSync(join(folder, name), "utf8"),
    ) as [string, string, string];
    return startEmbedded({
      listeners: [{ protocol: "mqtts", host, port: 1883, cert, key: own, clientCa }],
      access: [collector, sensor],
    });
  },
};

describe.each([
  ["mosquitto with generated files", mosquitto],
  ["the embedded broker", embedded],
])("%s", (_, kind) => {
  const host = ownAddress();
  beforeAll(() => certificates(host));

  test("a user publishes by PSK, user and password", async () => {
    await kind.psk(host);
    const entrance = "--psk HEX --psk-identity test -u house -P 12345";
    const sub = run(
      `stdbuf -oL mosquitto_sub -d -C 1 -W 20 --host HOST --port 1883 ${entrance} -t SENSOR/#`,
      host,
    );
    await sub.says("Subscribed");
    expect(await finished(run(PUBLISH, host))).toBe(", exit code 0");
    await sub.says("54");
    expect(await sub.ended).toBe(0);
  });

  test.each([
    ["another password", PUBLISH.replace("12345", "12346")],
    ["another user", PUBLISH.replace("house", "barn")],
    ["another identity", PUBLISH.replace("identity test", "identity tset")],
    ["another key", PUBLISH.replace("HEX", "00".repeat(32))],
    ["no TLS", PUBLISH.replace("--psk HEX --psk-identity test", "")],
  ])("with %s it does not", async (_, line) => {
    await kind.psk(host);
    expect(await finished(run(line, host))).not.toMatch(/exit code 0$/);
  });

  test("a collector with a certificate hears the sensors, whatever the others say", async () => {
    await kind.certificate(host);
    const collecting = run(SUBSCRIBE, host);
    const publish = (who: string, topic: string, message: string) =>
      run(
        `mosquitto_pub -q 1 --host HOST --port 1883 --cafile ca.crt --cert ${who}.crt --key ${who}.key -t ${topic} -m ${message}`,
        host,
      ).ended;
    // mosquitto_sub does not say when it has subscribed: the sensor repeats itself.
    let repeats = 0;
    while (collecting.process.exitCode === null && repeats++ < 100) {
      await publish("stranger", "factory/sensor/1", "forged");
      await publish("sensor", "factory/sensor/1", "21.5");
    }
    expect(await finished(collecting)).toBe("21.5, exit code 0");
  });
});
