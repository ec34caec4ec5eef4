import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type BackendOptions, createBackend, createDevice, type Device } from "@wirebook/mqtt";
import { openSession, readHosts } from "@wirebook/mqtt/wire";
import { downAsk, reqAsk, upTick } from "../fixtures/questions.mjs";
import { bin } from "./run.ts";
import { undo, until } from "./undo.ts";

export const questions = new URL("../fixtures/questions.mjs", import.meta.url).pathname;
export const devEui = "70b3d5e050020901";
export const other = "70b3d5e050020902";
/** Publishes until the tail has subscribed, which takes it a moment. */
export const visitor = "70b3d5e0500209ff";
const operator = { operators: ["dashboard"], anonymous: true };
const authenticate = ({ password }: { password: string }) => password === "right";
export const embedded = { ...operator, authenticate, listeners: [{ port: 0 }] };
export const quiet = { report: () => {} };
const key = Uint8Array.of(0xde, 0xad, 0xbe, 0xef);

const asOperator = (url: string): string => url.replace("://", "://dashboard:right@");

/** `wirebook tail` at work. */
export async function startTail(url: string, parameters: readonly string[] = []) {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const host = url.includes("@") ? url : asOperator(url);
  const child: ChildProcess = spawn(process.execPath, [bin, "tail", "--url", host, ...parameters], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  undo(() => child.kill("SIGKILL"));
  const lines: string[] = [];
  let [out, err, rest] = ["", "", ""];
  child.stdout?.on("data", (chunk) => {
    out += chunk;
    // Line by line as they come: whoever waits for many of them looks often.
    const parts = `${rest}${chunk}`.split("\n");
    rest = parts.pop() as string;
    lines.push(...parts);
  });
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  return {
    child,
    lines: (): readonly string[] => lines,
    json: () => lines.map((line) => JSON.parse(line)),
    err: () => err,
    end: async () => {
      child.kill("SIGINT");
      const [code] = await once(child, "close");
      return { code, out, err };
    },
  };
}

export async function openDevice(url: string, own = devEui): Promise<Device> {
  const device = await createDevice({
    hosts: url,
    devEui: own,
    messages: [upTick, reqAsk, downAsk],
    qos: 1,
    ...quiet,
  });
  undo(() => device.close());
  return device;
}

/** A backend that handles what comes; answers where it listens. */
export async function openBackend(
  broker: NonNullable<BackendOptions["embedded"]> = embedded,
): Promise<string> {
  const backend = await createBackend({
    embedded: broker,
    messages: [upTick, reqAsk, downAsk],
    inbox: false,
    deadlines: { "req/ask": 20 },
    ...quiet,
  });
  undo(() => backend.close());
  backend.onUplink(upTick, () => {});
  backend.onRequest(reqAsk, async ({ d }) => {
    await new Promise((resolve) => setTimeout(resolve, d.wait));
    return { d: {} };
  });
  return backend.urls[0] as string;
}

/** Something to look at, and a tail that looks. */
export async function scene(parameters: readonly string[] = []) {
  const url = await openBackend();
  const tail = await startTail(url, ["--messages", questions, ...parameters]);
  const device = await openDevice(url);
  const knocking = await openDevice(url, visitor);
  const knock = setInterval(() => knocking.publish(upTick, tick).catch(() => {}), 50);
  undo(() => clearInterval(knock));
  return { url, tail, device, stopKnocking: () => clearInterval(knock) };
}
export const tick = { q: "tick" as const, d: { note: "hello", key } };

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
export async function play(parameters: readonly string[]) {
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
