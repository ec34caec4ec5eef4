import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createBackend, createDevice, type Device } from "@wirebook/mqtt";
import { openSession, readHosts } from "@wirebook/mqtt/wire";
import { messages, reqSync, upConfig, upData, upEnv, upStatus } from "@wirebook/schemas";
import { simulate } from "@wirebook/simulator";
import { afterEach, describe, expect, test } from "vitest";
import { downAsk, reqAsk, upTick } from "./fixtures/questions.mjs";
import { bin, wirebook } from "./support/run.ts";

const questions = new URL("./fixtures/questions.mjs", import.meta.url).pathname;
const devEui = "70b3d5e050020901";
const other = "70b3d5e050020902";
/** Publishes until the tail has subscribed, which takes it a moment. */
const visitor = "70b3d5e0500209ff";
const operator = { operators: ["dashboard"], anonymous: true };
const authenticate = ({ password }: { password: string }) => password === "right";
const embedded = { ...operator, authenticate, listeners: [{ port: 0 }] };
const quiet = { report: () => {} };
const key = Uint8Array.of(0xde, 0xad, 0xbe, 0xef);

const undo: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
const asOperator = (url: string): string => url.replace("://", "://dashboard:right@");

/** `wirebook tail` at work. */
async function startTail(url: string, parameters: readonly string[] = []) {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const child: ChildProcess = spawn(
    process.execPath,
    [bin, "tail", "--url", asOperator(url), ...parameters],
    { env, stdio: ["ignore", "pipe", "pipe"] },
  );
  undo.push(() => child.kill("SIGKILL"));
  let [out, err] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  return {
    child,
    lines: () => out.split("\n").slice(0, -1),
    json: () =>
      out
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    err: () => err,
    end: async () => {
      child.kill("SIGINT");
      const [code] = await once(child, "close");
      return { code, out, err };
    },
  };
}

async function openDevice(url: string, own = devEui): Promise<Device> {
  const device = await createDevice({
    hosts: url,
    devEui: own,
    messages: [upTick, reqAsk, downAsk],
    qos: 1,
    ...quiet,
  });
  undo.push(() => device.close());
  return device;
}

/** Something to look at, and a tail that looks. */
async function scene(parameters: readonly string[] = []) {
  const backend = await createBackend({
    embedded,
    messages: [upTick, reqAsk, downAsk],
    inbox: false,
    deadlines: { "req/ask": 20 },
    ...quiet,
  });
  undo.push(() => backend.close());
  backend.onUplink(upTick, () => {});
  backend.onRequest(reqAsk, async ({ d }) => {
    await new Promise((resolve) => setTimeout(resolve, d.wait));
    return { d: {} };
  });
  const url = backend.urls[0] as string;
  const tail = await startTail(url, ["--messages", questions, ...parameters]);
  const device = await openDevice(url);
  const knocking = await openDevice(url, visitor);
  const knock = setInterval(() => knocking.publish(upTick, tick).catch(() => {}), 50);
  undo.push(() => clearInterval(knock));
  return { url, tail, device, stopKnocking: () => clearInterval(knock) };
}
const tick = { q: "tick" as const, d: { note: "hello", key } };

/** Publishes bytes as a device does. */
async function publishRaw(url: string, topicName: string, payload: Uint8Array): Promise<void> {
  const session = await openSession({
    hosts: readHosts(url, () => {}),
    clientId: other,
    clean: true,
    keepalive: 30,
    topicFilters: () => [],
    onDelivery: () => {},
    ...quiet,
  });
  await session.publish(topicName, payload, 1);
  await session.close();
}

/** One of each thing that there is to say. */
async function play(parameters: readonly string[]) {
  const all = await scene(parameters);
  const { url, device, tail, stopKnocking } = all;
  await until(() => tail.lines().length > 0);
  stopKnocking();
  await device.publish(upTick, { ...tick, n: 1n });
  await device.publish(upTick, { ...tick, n: 5n });
  await device.publish(upTick, { ...tick, n: 5n });
  await device.request(reqAsk, { q: "ask", d: { wait: 0 } }, { deadline: 20 });
  await device.request(reqAsk, { q: "ask", d: { wait: 700 } }, { deadline: 20 });
  await device.publish(upTick, { ...tick, n: 0n });
  const good = upTick.encode({ i: other, n: 3n, ...tick });
  await publishRaw(url, `LOB/${other}/up/tick`, good.subarray(0, -2));
  await publishRaw(url, `LOB/${other}/up/tick`, upTick.encode({ i: devEui, n: 4n, ...tick }));
  await publishRaw(url, `LOB/${other}/up/nothing`, good);
  return all;
}

describe("tail", () => {
  test("as JSON: gaps, repeats, restarts, answers, what is late, what is rejected", async () => {
    const { tail } = await play(["--json", "--device", devEui, other, visitor]);
    await until(() => tail.json().some(({ message }) => message === "up/nothing"));
    const seen = tail.json().filter((line) => line.devEui !== visitor);
    const notes = seen.map(({ time, topicName, bytes, format, json, latency, answers, ...rest }) => {
      expect(new Date(time).getTime()).toBeGreaterThan(0);
      if (rest.overdue) return rest;
      expect({ topicName, format }).toEqual({
        topicName: `LOB/${rest.devEui}/${rest.message}`,
        format: "cbor",
      });
      if (rest.message === "up/tick" && !rest.rejected)
        expect(json.d).toEqual({ note: "hello", key: "[hidden]" });
      if (rest.late) expect(latency).toBeGreaterThan(200);
      if (rest.message === "down/ask") {
        delete rest.number;
        expect(latency).toBeGreaterThanOrEqual(0);
        return { ...rest, answers };
      }
      return rest;
    });
    const up = { devEui, message: "up/tick" };
    const isLate = (note: { late?: boolean; answers?: number }) => note.late === true && note.answers === 6;
    expect(notes.filter((note) => !isLate(note))).toEqual([
      { ...up, number: 1 },
      { ...up, number: 5, gap: { from: 2, to: 4 } },
      { ...up, number: 5, repeat: true },
      { devEui, message: "req/ask", number: 6 },
      ...(notes.some(isLate) ? [] : [{ devEui, message: "down/ask", answers: 6 }]),
      { devEui, message: "req/ask", number: 7 },
      { overdue: true, devEui, message: "req/ask", number: 7, deadline: 0.2 },
      { devEui, message: "down/ask", answers: 7, late: true },
      { ...up, number: 0, restart: true },
      {
        devEui: other,
        message: "up/tick",
        rejected: {
          code: "not-well-formed",
          message: expect.stringMatching(/^not-well-formed at byte \d+/),
          offset: expect.any(Number),
        },
      },
      { devEui: other, message: "up/tick", rejected: { code: "mismatch", message: expect.any(String) } },
      {
        devEui: other,
        message: "up/nothing",
        rejected: { code: "unknown-message", message: expect.any(String) },
      },
    ]);
    const { code, err } = await tail.end();
    expect(code).toBe(0);
    expect(err).toMatch(
      /1 gap \(3 missing\), 1 repeat, 1 restart, 3 rejected, 2 answers \(slowest [\d,]+ ms\)/,
    );
  });

  test("as text: the same words, nothing sensitive, no colours in a pipe", async () => {
    const { tail } = await play(["--device", devEui, other, visitor]);
    await until(() => tail.lines().some((line) => line.includes("up/nothing")));
    const { out } = await tail.end();
    for (const words of [
      "up/tick      n 5",
      "gap: 2 to 4 are missing",
      "repeat {",
      "restart {",
      "n 7 has no answer after 0.2 s",
      ", late {}",
      "rejected: not-well-formed at byte ",
      "rejected: mismatch: expected the DevEUI of the topic name",
      "rejected: there is no message type up/nothing",
    ]) {
      expect(out.replaceAll('{"d":{}}', "{}")).toContain(words);
    }
    expect(out).not.toContain(String.fromCharCode(27));
    for (const hidden of ["deadbeef", "3q2+7w"])
      expect(out.toLowerCase()).not.toContain(hidden.toLowerCase());
  });

  test("--reveal shows what is sensitive, --type and --count choose", async () => {
    const { tail, device } = await scene([
      "--type",
      "up/tick",
      "--device",
      devEui,
      "--count",
      "2",
      "--reveal",
    ]);
    let published = 0;
    const again = setInterval(() => void device.publish(upTick, { ...tick, n: BigInt(++published) }), 50);
    undo.push(() => clearInterval(again));
    const [code] = await once(tail.child, "close");
    expect(code).toBe(0);
    expect(tail.lines().length).toBe(2);
    expect(tail.lines().every((line) => line.includes("3q2+7w=="))).toBe(true);
  });

  const wrong: [string, string[], RegExp][] = [
    ["no broker", [], /expected --url/],
    ["nobody listens", ["--url", "mqtt://127.0.0.1:9"], /nobody listens there; check host and port/],
    [
      "an unknown type",
      ["--url", "mqtt://127.0.0.1:9", "--type", "up/dat"],
      /there is no message type up\/dat/,
    ],
    ["no DevEUI", ["--url", "mqtt://127.0.0.1:9", "--device", "12"], /--device: DevEUI at character 0/],
    ["no file", ["--url", "mqtts://127.0.0.1:9", "--ca", "/nowhere"], /--ca \/nowhere: cannot be read/],
  ];
  test.each(wrong)("says what is wrong: %s", async (_, parameters, words) => {
    const { code, out, err } = await wirebook(["tail", ...parameters]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(words);
  });

  test("a user without right is told so, and its password is not shown", async () => {
    const { url } = await scene();
    const { code, err } = await wirebook(["tail", "--url", url.replace("://", "://dashboard:hunter2@")]);
    expect(code).toBe(2);
    expect(err).toContain("expected another user or password");
    expect(err).not.toContain("hunter2");
  });

  test("misses none of 15,000 messages that come at 5,000 a second", async () => {
    const backend = await createBackend({ embedded, messages, inbox: false, ...quiet });
    undo.push(() => backend.close());
    for (const message of [upConfig, upData, upEnv, upStatus]) backend.onUplink(message, () => {});
    backend.onRequest(reqSync, () => ({ d: { app: null, boot: null, mfw: null, etag: null } }));
    const url = backend.urls[0] as string;
    const tail = await startTail(url);
    const knocking = await openDevice(url, visitor);
    await until(() => {
      knocking.publish(upTick, tick).catch(() => {});
      return tail.lines().length > 0;
    });
    await knocking.close();
    const faults = { gaps: 0.02, bad: 0.02, duplicates: 0.02 };
    const simulation = await simulate({ hosts: url, devices: 100, rate: 5000, qos: 1, faults });
    undo.push(() => simulation.close());
    const { counts } = simulation;
    await until(() => counts.sent >= 15_000);
    await simulation.settle();
    const ofSimulation = () =>
      tail.lines().filter((line) => line.includes("70b3d5e05f") && !line.includes("has no answer"));
    await until(() => ofSimulation().length >= counts.sent + counts.answers);
    const lines = ofSimulation();
    const having = (words: string) => lines.filter((line) => line.includes(words)).length;
    expect(lines.length).toBe(counts.sent + counts.answers);
    expect(having(" rejected: ")).toBe(counts.bad);
    // A machine that does other things as well may let one overtake another.
    for (const [words, count] of [
      [" repeat ", counts.duplicates],
      [" answer after ", counts.answers],
    ] as const) {
      expect(having(words)).toBeGreaterThan(count * 0.9);
      expect(having(words)).toBeLessThanOrEqual(count);
    }
  });
});

describe("simulate", () => {
  test("lets gateways report for a time, and prints what they did", async () => {
    const backend = await createBackend({ embedded: { port: 0 }, messages, inbox: false, ...quiet });
    undo.push(() => backend.close());
    const handled: Record<string, number> = {};
    for (const message of [upConfig, upData, upEnv, upStatus]) {
      backend.onUplink(message, () => {
        handled[message.name] = (handled[message.name] ?? 0) + 1;
      });
    }
    backend.onRequest(reqSync, () => {
      handled[reqSync.name] = (handled[reqSync.name] ?? 0) + 1;
      return { d: { app: null, boot: null, mfw: null, etag: null } };
    });
    const orders = ["--devices", "10", "--rate", "200", "--duration", "1", "--gaps", "5%", "--bad", "0.05"];
    const { code, out, err } = await wirebook(["simulate", ...orders, "--qos", "1", "--json"], {
      env: { WIREBOOK_URL: backend.urls[0] as string },
    });
    expect({ code, err }).toEqual({ code: 0, err: "10 devices are connected; Ctrl-C ends it\n" });
    const counts = JSON.parse(out);
    expect(counts.acknowledged).toBe(counts.sent);
    expect(counts.answers).toBe(counts.requests);
    expect(counts.bad).toBeGreaterThan(0);
    expect(handled).toEqual(counts.byType);
  });

  const wrong: [string, string[], RegExp][] = [
    ["nobody listens", ["--url", "mqtt://127.0.0.1:9"], /nobody listens there/],
    ["a share", ["--url", "mqtt://x", "--gaps", "5 %"], /Expected a share such as 5% or 0\.05/],
    ["a rate", ["--url", "mqtt://x", "--rate", "0"], /Expected a number above 0/],
  ];
  test.each(wrong)("says what is wrong: %s", async (_, parameters, words) => {
    const { code, err } = await wirebook(["simulate", ...parameters]);
    expect(code).toBe(2);
    expect(err).toMatch(words);
  });
});
