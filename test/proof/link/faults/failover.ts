import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createDevice } from "@wirebook/mqtt";
import { freePort } from "../../../support/free-port.ts";
import { type Mosquitto, startMosquitto } from "../../../support/mosquitto.ts";
import type { Judge } from "../../run/judge.ts";
import { durableConfiguration } from "../durable-mosquitto.ts";
import { devEuiOf, upTick } from "../message.ts";
import type { LinkSettings } from "../settings.ts";
import { count, settled } from "./count.ts";
import { startConsumer, waitFor } from "./one-consumer.ts";
import type { PublisherLog } from "./publisher.ts";
import { linesIn, linesWith } from "./traces.ts";
import type { ConsumerOptions, Outcome, Trial } from "./trial.ts";

/** What a failover, and the way back, have shown. */
export interface FailoverOutcome extends Outcome {
  /** Messages that each host took while devices were at it: they were at both. */
  readonly takenBy: readonly [first: number, second: number, first: number];
  /** Handled after a later one of the same device, though no host that was stopped had held them back. */
  readonly unexplained: readonly string[];
}

/**
 * Two brokers that know nothing of each other. The first is stopped while devices publish, comes back, and then the
 * second is stopped: devices go to the second, and back. What a host had taken and not handed over when it was stopped
 * comes when it is back, and so behind what the device has said elsewhere meanwhile.
 */
export async function runFailover(
  trial: Pick<Trial, "messages" | "devices" | "folder">,
): Promise<FailoverOutcome> {
  const started = performance.now();
  const { messages, folder } = trial;
  const effects = join(folder, "effects");
  const events = join(folder, "events");
  const inbox = join(folder, "inbox");
  const open = async (name: string): Promise<{ url: string; broker: Mosquitto }> => {
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    const port = await freePort();
    const broker = await startMosquitto(own, durableConfiguration(own, port), port);
    return { url: `mqtt://127.0.0.1:${port}`, broker };
  };
  const [one, two] = [await open("one"), await open("two")];
  const hosts = `${one.url},${two.url}`;
  const consumerOptions: ConsumerOptions = {
    ...{ url: hosts, clientId: "consumer" },
    ...{ inbox, effects, events, failing: false },
  };
  const consumer = startConsumer(consumerOptions);
  /** Twice at each host: for uplinks, and for requests. */
  const connections = (url: string): number => linesWith(events, `"type":"connected","host":"${url}"`);
  const log: PublisherLog = { sent: new Set(), taken: new Set() };
  /** What was taken up to the moment at which each host was stopped. */
  const before: Set<string>[] = [];
  try {
    await consumer.says("ready");
    await waitFor(() => connections(one.url) === 2 && connections(two.url) === 2, "connected to both");
    const [untilFirstStop, untilSecondStop] = [createStop(0.4), createStop(0.7)];
    const published = publishAll(hosts, trial, log, [untilFirstStop, untilSecondStop]);
    const reached = (part: number) =>
      waitFor(() => linesIn(effects) >= messages * part, `${part * 100} % handled`);
    await reached(0.25);
    before.push(new Set(log.taken));
    untilFirstStop.pass();
    await one.broker.stop();
    await reached(0.5);
    await one.broker.start();
    await waitFor(() => connections(one.url) === 4, "connected to the first again");
    await reached(0.6);
    before.push(new Set(log.taken));
    untilSecondStop.pass();
    await two.broker.stop();
    await reached(0.8);
    await two.broker.start();
    await published;
    await waitFor(() => settled(log, effects, inbox), "all handled").catch(() => {}); // the counts below say what is missing
    await consumer.end("SIGTERM");
    const outcome = count(
      { ...trial, fault: "network", broker: "mosquitto", qos: 1, cut: 0 },
      ...([log, effects, inbox, started] as const),
    );
    const [first = new Set<string>(), second = new Set<string>()] = before;
    // A message may be on its way, and not acknowledged to its device, at the moment of the stop: one of each device.
    const heldBack = (key: string): boolean => {
      const [devEui, n] = key.split(" ");
      return second.has(key) || second.has(`${devEui} ${Number(n) - 1}`) || n === "0";
    };
    // Two hosts: what comes from one may have been sent before what came from the other.
    const disordered = [...outcome.disordered, ...outcome.reordered];
    return {
      ...outcome,
      disordered,
      takenBy: [first.size, second.size - first.size, log.taken.size - second.size],
      unexplained: disordered.filter((key) => !heldBack(key)),
    };
  } finally {
    await consumer.end();
    await Promise.all([one, two].map(({ broker }) => broker.kill()));
  }
}

/** A failover between two hosts, and back. */
export async function proveFailover(
  { messages, devices, folder }: LinkSettings,
  judge: Judge,
): Promise<void> {
  const { taken, processed, lost, twice, repeated, disordered, unexplained, takenBy, milliseconds } =
    await runFailover({ messages, devices, folder: join(folder, "failover") });
  const [first, second, again] = takenBy;
  judge.claim(
    lost.length + twice.length + unexplained.length === 0 && Math.min(first, second, again) > 0,
    `failover between two hosts and back: ${taken} taken (${first} by the first, ${second} by the second, ${again} by the first again), ${processed} handled, ${repeated} repeated as announced, ${lost.length} lost, ${twice.length} handled twice, ${disordered.length} late because the host that had them was stopped, ${unexplained.length} out of order otherwise, ${(milliseconds / 1000).toFixed(1)} s`,
  );
}

/** A part of its messages after which each device waits: a quick machine would else be done before a host is stopped. */
interface Stop {
  readonly part: number;
  readonly passed: Promise<void>;
  pass(): void;
}

function createStop(part: number): Stop {
  let pass = (): void => {};
  const passed = new Promise<void>((resolve) => {
    pass = resolve;
  });
  return { part, passed, pass };
}

/** Each device publishes in order, at QoS 1, at whichever host is there. */
async function publishAll(
  hosts: string,
  { messages, devices }: Pick<Trial, "messages" | "devices">,
  log: PublisherLog,
  stops: readonly Stop[],
): Promise<void> {
  const each = messages / devices;
  const run = async (index: number): Promise<void> => {
    const devEui = devEuiOf(index);
    const device = await createDevice({ hosts, devEui, messages: [upTick], qos: 1, report: () => {} });
    for (let n = 0; n < each; n++) {
      for (const { part, passed } of stops) if (n === Math.floor(each * part)) await passed;
      const key = `${devEui} ${n}`;
      log.sent.add(key);
      await device.publish(upTick, { q: "tick", d: { value: n * 7, note: "a tick of it" } });
      log.taken.add(key);
    }
    await device.close();
  };
  await Promise.all(Array.from({ length: devices }, (_, index) => run(index)));
}
