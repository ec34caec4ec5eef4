import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Child } from "../../../support/child.ts";
import { startCutProxy } from "../../../support/cut-proxy.ts";
import { freePort } from "../../../support/free-port.ts";
import { type Mosquitto, startMosquitto } from "../../../support/mosquitto.ts";
import { mountSmallDisk } from "../../../support/small-disk.ts";
import { durableConfiguration } from "../durable-mosquitto.ts";
import { isPoisoned } from "../message.ts";
import { count, settled } from "./count.ts";
import { isInboxFault, makeInboxFault, settingsOf } from "./inbox-faults.ts";
import { countLarge, peakOf, publishLarge } from "./large.ts";
import { startConsumer, waitFor } from "./one-consumer.ts";
import { type PublisherLog, publishAll } from "./publisher.ts";
import { linesIn, linesWith } from "./traces.ts";
import type { ConsumerOptions, Outcome, Trial } from "./trial.ts";

/** Milliseconds. */
const GIVE_UP = 60_000;

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
      ? await startMosquitto(trial.folder, durableConfiguration(trial.folder, port), port)
      : undefined;
  // The wire that is cut: with mosquitto the consumer's, else the devices'.
  const cuts = trial.fault === "network" || trial.fault === "late";
  const proxy = cuts ? await startCutProxy(port) : undefined;
  const consumerOptions: ConsumerOptions = {
    ...(broker === undefined
      ? { port }
      : { url: `mqtt://127.0.0.1:${proxy?.port ?? port}`, clientId: "consumer" }),
    inbox,
    effects,
    events,
    failing: trial.fault === "handler",
    ...settingsOf(trial.fault),
  };
  const startReady = async (): Promise<Child> => {
    const child = startConsumer(consumerOptions);
    await child.says("ready");
    return child;
  };
  let consumer = await startReady();
  let before = 0;

  const log: PublisherLog = { sent: new Set(), taken: new Set() };
  const each = trial.messages / trial.devices;
  const published = publishAll(
    {
      port: broker === undefined ? (proxy?.port ?? port) : port,
      devices: trial.devices,
      each,
      qos: trial.qos,
      // Many at once, of which the inbox has room for a part.
      ...(trial.fault === "flood" ? { floods: 1 } : {}),
      poisoned: (n) => trial.fault === "poison" && isPoisoned(n),
    },
    log,
  );
  /** Resolves when the handler has done a part of the work. */
  const reached = async (part: number): Promise<void> => {
    await waitFor(() => linesIn(effects) >= trial.messages * part, `${part * 100} % handled`, GIVE_UP);
  };

  try {
    if (isInboxFault(trial.fault)) {
      await makeInboxFault(trial.fault, { consumer, proxy, cut: trial.cut, reached });
    }
    switch (trial.fault) {
      case "consumer":
        for (const part of [0.25, 0.5]) {
          await reached(part);
          await consumer.end("SIGKILL");
          consumer = await startReady();
        }
        break;
      case "broker":
        await reached(0.3);
        if (broker === undefined) {
          await consumer.end("SIGKILL");
          consumer = await startReady();
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
      case "large":
        await reached(0.3);
        before = peakOf(consumer.process.pid);
        await publishLarge(port, trial.folder);
        await waitFor(
          () => linesWith(events, '"type":"dead-letter"') > 0,
          "the large message buried",
          GIVE_UP,
        );
        break;
    }
    await published;
    const dead = (): number => linesWith(events, '"type":"dead-letter"');
    const done = () => linesIn(effects) + dead() >= log.taken.size && settled(log, effects, inbox);
    await waitFor(done, "all handled", GIVE_UP).catch(() => {}); // the counts below say what is missing
    const after = peakOf(consumer.process.pid);
    await consumer.end("SIGTERM");
    const outcome = count(trial, log, effects, inbox, started);
    if (trial.fault !== "large") return outcome;
    return { ...outcome, large: { letters: countLarge(inbox), before, after } };
  } finally {
    await consumer.end();
    await broker?.kill();
    await proxy?.close();
    disk?.remove();
  }
}

/** MiB that hold the messages of a trial several times over, as a transaction needs. */
function diskFor({ messages }: Trial): number {
  return Math.max(8, Math.ceil(messages / 1000) * 1);
}
