import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Backend, createBackend, createDevice, type LinkEvent } from "@wirebook/mqtt";
import { downReboot, downSync, messages, reqSync, upEnv } from "@wirebook/schemas";
import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, describe, expect, test } from "vitest";
import { makeCertificates } from "wirebook-test/support/certificates";
import { type Child, startChild } from "wirebook-test/support/child";
import type { Mosquitto } from "wirebook-test/support/mosquitto";
import { accessOf, embeddedOptions, modes, protocols, startExample } from "./support/modes.ts";

const folder = mkdtempSync(join(tmpdir(), "wirebook-modes-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const own = "70b3d5e050020901";
const other = "70b3d5e050020902";
const secrets = {
  password: `secret-${randomBytes(6).toString("hex")}`,
  psk: randomBytes(16).toString("hex"),
};

const nothing = { app: null, boot: null, mfw: null, etag: null };
const envelope = (i: string, n: bigint) => ({ i, n, q: "env" as const, d: { vbat: 3600 } });
const syncRequest = (i: string, n: bigint) => {
  const d = { app: "a", boot: "b", mfw: "m", etag: null };
  return reqSync.encode({ i, n, q: "sync" as const, d });
};

/** Keeps what comes, and lets a test wait for it. */
function collector<One>() {
  const all: One[] = [];
  const waiting: (() => void)[] = [];
  return {
    all,
    add: (one: One): void => {
      all.push(one);
      for (const check of [...waiting]) check();
    },
    find: (matches: (one: One) => boolean): Promise<One> =>
      new Promise((resolve) => {
        const check = (): void => {
          const found = all.find(matches);
          if (found !== undefined) resolve(found);
        };
        waiting.push(check);
        check();
      }),
  };
}

describe.each(["mosquitto", "embedded"] as const)("%s", (kind) => {
  describe.each(modes)("%s", (mode) => {
    const place = join(folder, `${kind}-${mode}`);
    mkdirSync(place);
    const certificates = makeCertificates(place);
    const events = collector<LinkEvent>();
    const received = collector<{ devEui: string; n: bigint }>();
    let broker: Mosquitto | undefined;
    let backend: Backend;
    let port = 0;
    const device = accessOf(mode, own, secrets, certificates);
    const another = accessOf(mode, other, secrets, certificates);
    let spoken = "";

    afterAll(async () => {
      await backend?.close();
      await broker?.kill();
    });

    /** Runs one of mosquitto's clients as the device. */
    const client = (command: string, ...parameters: string[]): Child => {
      const [program = "", ...first] = command.split(" ");
      const address = ["-h", "127.0.0.1", "-p", String(port), "-i", own];
      return startChild(program, [...first, ...address, ...device.options, ...parameters]);
    };
    const finished = async (child: Child): Promise<string> => {
      const code = await child.ended;
      spoken += child.output();
      expect(`${child.output()}exit code ${code}`).toMatch(/exit code 0$/);
      return child.output().trim();
    };
    const file = (payload: Uint8Array): string => {
      const path = join(place, `payload-${randomBytes(4).toString("hex")}`);
      writeFileSync(path, payload);
      return path;
    };
    const openDevice = (devEui: string, access = device) =>
      createDevice({
        hosts: `${protocols[mode]}://${access.credentials}127.0.0.1:${port}`,
        devEui,
        messages,
        qos: 1,
        ...(access.tls === undefined ? {} : { tls: access.tls }),
        report: () => {},
      });
    /** mosquitto's clients know no WebSockets: there our own device publishes, and MQTT.js does what that cannot. */
    const stranger = (): Promise<MqttClient> =>
      connectAsync(`${protocols[mode]}://127.0.0.1:${port}/mqtt`, {
        protocolVersion: 4,
        clientId: own,
        username: own,
        password: secrets.password,
        reconnectPeriod: 0,
        ...(device.tls?.ca === undefined ? {} : { ca: device.tls.ca as string }),
      });
    const hasClients = !mode.endsWith("websockets");

    test("a backend starts", async () => {
      if (kind === "mosquitto") {
        ({ broker, port } = await startExample(mode, place, [own, other], secrets, certificates));
      }
      const access = accessOf(mode, "backend", secrets, certificates);
      backend = await createBackend({
        ...(kind === "mosquitto"
          ? { url: `${protocols[mode]}://${access.credentials}127.0.0.1:${port}` }
          : { embedded: embeddedOptions(mode, [own, other], secrets, certificates) }),
        ...(kind === "mosquitto" && access.tls !== undefined ? { tls: access.tls } : {}),
        messages,
        inbox: join(place, "inbox"),
        report: events.add,
      });
      if (kind === "embedded") port = Number(/:(\d+)$/.exec(backend.urls[0] as string)?.[1]);
      backend.onUplink(upEnv, ({ n }, { devEui }) => received.add({ devEui, n }));
      backend.onRequest(reqSync, () => ({ d: nothing }));
    });

    test("what a device publishes arrives typed", async () => {
      if (hasClients) {
        const payload = file(upEnv.encode(envelope(own, 1n)));
        await finished(client("mosquitto_pub", "-q", "1", "-t", `LOB/${own}/up/env`, "-f", payload));
      } else {
        const one = await openDevice(own);
        await one.publish(upEnv, envelope(own, 1n));
        await one.close();
      }
      expect(await received.find(({ n }) => n === 1n)).toEqual({ devEui: own, n: 1n });
    });

    test("an answer arrives as CBOR", async () => {
      if (hasClients) {
        const topics = ["-t", `LOB/${own}/req/sync`, "-e", `LOB/${own}/down/sync`];
        // mosquitto_rr 2.0.11 sends nothing of a file: the shell hands the bytes over.
        const message = join(place, "rr.sh");
        writeFileSync(message, `exec mosquitto_rr "$@" -m "$(cat ${file(syncRequest(own, 21n))})"`);
        const options = ["-V", "mqttv311", "-q", "1", "-W", "20", "-F", "%x"];
        const hex = await finished(client(`sh ${message}`, ...options, ...topics));
        expect(downSync.decode(Buffer.from(hex, "hex"))).toMatchObject({ r: 21n, d: nothing });
      } else {
        const one = await openDevice(own);
        const { q, d } = reqSync.decode(syncRequest(own, 21n));
        expect(await one.request(reqSync, { q, d, n: 21n })).toMatchObject({ r: 21n, d: nothing });
        await one.close();
      }
    });

    test("a device cannot write another's topics, nor say that it is another", async () => {
      // Forged in the topic; forged in the message; then one that is its own, behind which nothing is to come.
      const trials = [
        [`LOB/${other}/up/env`, envelope(other, 2n)],
        [`LOB/${own}/up/env`, envelope(other, 3n)],
        [`LOB/${own}/up/env`, envelope(own, 4n)],
      ] as const;
      for (const [topicName, value] of trials) {
        if (hasClients) {
          // The embedded broker closes the connection on what is denied.
          await client("mosquitto_pub", "-q", "1", "-t", topicName, "-f", file(upEnv.encode(value))).ended;
        } else {
          const one = await stranger();
          const closed = new Promise<void>((resolve) => one.once("close", () => resolve()));
          const published = one.publishAsync(topicName, Buffer.from(upEnv.encode(value)), { qos: 1 });
          await Promise.race([published.catch(() => {}), closed]);
          await one.endAsync(true);
        }
      }
      await received.find(({ n }) => n === 4n);
      const dead = await events.find(({ type }) => type === "dead-letter");
      expect(dead).toMatchObject({
        devEui: own,
        message: "up/env",
        reason: expect.stringContaining("mismatch"),
      });
      expect(received.all.map(({ n }) => n)).toEqual([1n, 4n]);
    });

    test("a device cannot read another's topics", async () => {
      const topics = [`LOB/${other}/down/#`, "LOB/+/down/#", "#", `LOB/${own}/down/#`];
      const got = collector<string>();
      let leave: () => Promise<unknown>;
      if (hasClients) {
        const options = ["-d", "-q", "1", "-C", "1", "-W", "20", "-F", "got %t"];
        // Into a pipe it would write when it ends.
        const sub = client("stdbuf -oL mosquitto_sub", ...options, ...topics.flatMap((one) => ["-t", one]));
        await sub.says("Subscribed");
        leave = async () => {
          for (const [, topic = ""] of (await finished(sub)).matchAll(/^got (.*)$/gm)) got.add(topic);
        };
      } else {
        const sub = await stranger();
        sub.on("message", (topic) => got.add(topic));
        for (const topic of topics) await sub.subscribeAsync(topic, { qos: 1 }).catch(() => {});
        leave = async () => {
          await got.find((topic) => topic.includes(own));
          await sub.endAsync(true);
        };
      }
      const one = await openDevice(other, another);
      const heard = new Promise((resolve) => one.onDownlink(downReboot, resolve));
      await backend.send(other, downReboot, { q: "reboot" });
      await heard;
      await backend.send(own, downReboot, { q: "reboot" });
      await leave();
      await one.close();
      expect(got.all).toEqual([`LOB/${own}/down/reboot`]);
    });

    if (mode !== "plain")
      test("a wrong secret is refused, and shown nowhere", async () => {
        const wrong = accessOf(mode, own, { password: "wrong-secret", psk: "00ff00ff" }, certificates);
        const stranger = mode === "client-certificate" ? { tls: { ca: wrong.tls?.ca ?? "" } } : {};
        const error = await openDevice(own, { ...wrong, ...stranger }).then(
          async (one) => {
            await one.close();
            return undefined;
          },
          (failed: Error) => failed,
        );
        expect(error).toMatchObject({ name: "LinkError", code: "refused" });
        const said = `${error?.stack}${JSON.stringify(error)}${JSON.stringify(events.all, bigints)}${spoken}`;
        for (const secret of ["wrong-secret", "00ff00ff", secrets.password, secrets.psk]) {
          expect(said).not.toContain(secret);
        }
      });
  });
});

function bigints(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
