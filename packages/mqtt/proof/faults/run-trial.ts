import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openInboxFiles } from "@wirebook/mqtt/inbox";
import { type Child, startChild } from "../run/child.ts";
import { startCutProxy } from "../run/cut-proxy.ts";
import { freePort } from "../run/free-port.ts";
import { type Mosquitto, startMosquitto } from "../run/mosquitto.ts";
import { mountSmallDisk } from "../run/small-disk.ts";
import { failureOf } from "./message.ts";
import type { ConsumerOptions, Outcome, Trial } from "./options.ts";
import { type PublisherLog, publishAll } from "./publisher.ts";

const consumerFile = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "../dist/faults/consumer.js" : "consumer.js", import.meta.url),
);

const GIVE_UP = 60_000;

/** The settings that lose nothing, as in examples/mosquitto. */
export function configuration(folder: string, port: number): string {
  return [
    `listener ${port} 127.0.0.1`,
    "allow_anonymous true",
    "persistence true",
    `persistence_location ${folder}/`,
    "autosave_on_changes true",
    "autosave_interval 100",
    "queue_qos0_messages true",
    "upgrade_outgoing_qos true",
    "max_queued_messages 1000000",
    "max_inflight_messages 1000",
    "persistent_client_expiration 14d",
    "set_tcp_nodelay true",
    "user root",
    "",
  ].join("\n");
}

/** Lets something go wrong while devices publish, and counts: the publisher's log against what the handler did. */
export async function runTrial(trial: Trial): Promise<Outcome> {
  const started = performance.now();
  mkdirSync(trial.folder, { recursive: true });
  const effects = join(trial.folder, "effects");
  const events = join(trial.folder, "events");
  const disk =
    trial.fault === "disk" ? mountSmallDisk(join(trial.folder, "disk"), diskFor(trial)) : undefined;
  const inbox = join(disk?.folder ?? trial.folder, "inbox");
  const port = await freePort();
  const broker: Mosquitto | undefined =
    trial.broker === "mosquitto"
      ? await startMosquitto(trial.folder, configuration(trial.folder, port), port)
      : undefined;
  // The wire that is cut: with mosquitto the consumer's, else the devices'.
  const proxy = trial.fault === "network" ? await startCutProxy(port) : undefined;
  const consumerOptions: ConsumerOptions = {
    ...(broker === undefined
      ? { port }
      : { url: `mqtt://127.0.0.1:${proxy?.port ?? port}`, clientId: "consumer" }),
    inbox,
    effects,
    events,
    failing: trial.fault === "handler",
  };
  const startConsumer = async (): Promise<Child> => {
    const child = startChild(process.execPath, [consumerFile, JSON.stringify(consumerOptions)]);
    await child.says("ready");
    return child;
  };
  let consumer = await startConsumer();

  const log: PublisherLog = { sent: new Set(), taken: new Set() };
  const each = trial.messages / trial.devices;
  const published = publishAll(
    {
      port: broker === undefined ? (proxy?.port ?? port) : port,
      devices: trial.devices,
      each,
      qos: trial.qos,
      poisoned: (n) => trial.fault === "poison" && poisoned(n),
    },
    log,
  );
  /** Resolves when the handler has done a part of the work. */
  const reached = async (part: number): Promise<void> => {
    await until(() => linesIn(effects) >= trial.messages * part, `${part * 100} % handled`);
  };

  try {
    switch (trial.fault) {
      case "consumer":
        for (const part of [0.25, 0.5]) {
          await reached(part);
          await consumer.end("SIGKILL");
          consumer = await startConsumer();
        }
        break;
      case "broker":
        await reached(0.3);
        if (broker === undefined) {
          await consumer.end("SIGKILL");
          consumer = await startConsumer();
        } else await broker.killAndRestart();
        break;
      case "network":
        await reached(0.3);
        await proxy?.cut(trial.cut);
        break;
      case "disk":
        // At once: a quick machine would have written all of them by the time that some are handled.
        disk?.fill();
        await consumer.says("inbox-failed", 60_000);
        disk?.makeRoom();
        break;
    }
    await published;
    const dead = (): number => linesWith(events, '"type":"dead-letter"');
    const done = () => linesIn(effects) + dead() >= log.taken.size && settled(log, effects, inbox);
    await until(done, "all handled", 20_000).catch(() => {}); // the counts below say what is missing
    await consumer.end("SIGTERM");
    return count(trial, log, effects, inbox, started);
  } finally {
    await consumer.end();
    await broker?.kill();
    await proxy?.close();
    disk?.remove();
  }
}

/** 1 % of the messages have damaged payloads. */
function poisoned(n: number): boolean {
  return n % 100 === 42;
}

/** MiB that hold the messages of a trial several times over, as a transaction needs. */
function diskFor({ messages }: Trial): number {
  return Math.max(8, Math.ceil(messages / 1000) * 1);
}

/** Whether each message that was taken has had its end. */
function settled(log: PublisherLog, effects: string, inbox: string): boolean {
  const handled = new Set(readEffects(effects).map(({ key }) => key));
  const missing = [...log.taken].filter((key) => !handled.has(key));
  if (missing.length === 0) return true;
  const dead = new Set(readDead(inbox).map(({ key }) => key));
  return missing.every((key) => dead.has(key));
}

function count(trial: Trial, log: PublisherLog, effects: string, inbox: string, started: number): Outcome {
  const handled = new Map<string, Set<string>>();
  const last = new Map<string, number>();
  const twice: string[] = [];
  const disordered: string[] = [];
  let repeated = 0;
  for (const { key, id, flagged } of readEffects(effects)) {
    const ids = handled.get(key);
    if (ids !== undefined) {
      if (flagged && ids.has(id)) repeated++;
      else twice.push(key);
      continue;
    }
    handled.set(key, new Set([id]));
    const [devEui = "", n = ""] = key.split(" ");
    if (Number(n) < (last.get(devEui) ?? -1)) disordered.push(key);
    last.set(devEui, Number(n));
  }
  const letters = readDead(inbox);
  const dead: Record<string, number> = {};
  for (const { code } of letters) dead[code] = (dead[code] ?? 0) + 1;
  const deadKeys = new Set(letters.map(({ key }) => key));
  const expected = (key: string): string | undefined => {
    const [devEui = "", text] = key.split(" ");
    const n = Number(text);
    if (trial.fault === "poison" && poisoned(n)) return "not-well-formed";
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
    dead,
    wrongDead,
    expectedDead,
    milliseconds: performance.now() - started,
  };
}

interface Effect {
  readonly key: string;
  readonly id: string;
  readonly flagged: boolean;
}

function readEffects(file: string): Effect[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const [devEui, n, id = "", flag] = line.split(" ");
      return { key: `${devEui} ${n}`, id, flagged: flag === "1" };
    });
}

/** Dead letters by device and number. A damaged payload lacks its last byte alone, so its number is still there. */
function readDead(inbox: string): { key: string; code: string }[] {
  const files = openInboxFiles(inbox);
  const letters = [...files.dead()].map(({ devEui, payload, reason }) => ({
    key: `${devEui} ${numberIn(payload)}`,
    code: reason.code,
  }));
  files.close();
  return letters;
}

/** The number behind the key `n`, read by hand. */
function numberIn(payload: Uint8Array): number {
  const bytes = Buffer.from(payload);
  const at = bytes.indexOf(Buffer.from([0x61, 0x6e])) + 2;
  const head = bytes[at] as number;
  if (head < 24) return head;
  return head === 24 ? bytes.readUInt8(at + 1) : bytes.readUInt16BE(at + 1);
}

function linesIn(file: string): number {
  if (!existsSync(file)) return 0;
  // Lines have about 35 bytes: they are counted only when there may be enough.
  return statSync(file).size === 0
    ? 0
    : readFileSync(file).reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);
}

function linesWith(file: string, text: string): number {
  return existsSync(file) ? readFileSync(file, "utf8").split(text).length - 1 : 0;
}

async function until(condition: () => boolean, what: string, within = GIVE_UP): Promise<void> {
  const end = Date.now() + within;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
