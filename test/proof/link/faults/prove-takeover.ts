import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Child } from "../../../support/child.ts";
import { freePort } from "../../../support/free-port.ts";
import { startMosquitto } from "../../../support/mosquitto.ts";
import type { Judge } from "../../run/judge.ts";
import { durableConfiguration } from "../durable-mosquitto.ts";
import type { LinkSettings } from "../settings.ts";
import { count, settled } from "./count.ts";
import { wrongIn } from "./judge-trial.ts";
import { startConsumer, waitFor } from "./one-consumer.ts";
import { type PublisherLog, publishAll } from "./publisher.ts";
import { linesIn, linesWith } from "./traces.ts";
import type { ConsumerOptions, Trial } from "./trial.ts";

/** How often the owner may be met in the middle of a write, where nobody can take over. */
const MOST_TRIES = 5;

/**
 * Two consumers on one inbox, each with its own place for temporary files and its own path to it, as in two containers.
 * The second is refused while the first works; the first then stands still, is taken over, and goes on.
 */
export async function proveTakeover(settings: LinkSettings, judge: Judge): Promise<void> {
  const { messages, devices } = settings;
  const folder = join(settings.folder, "takeover");
  const [effects, events, inbox, mounted] = ["effects", "events", "inbox", "mounted"].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  for (const name of ["inbox", "one", "other"]) mkdirSync(join(folder, name), { recursive: true });
  symlinkSync(inbox, mounted);
  const port = await freePort();
  const broker = await startMosquitto(folder, durableConfiguration(folder, port), port);
  const options: ConsumerOptions = {
    ...{ url: `mqtt://127.0.0.1:${port}`, clientId: "consumer", inbox, effects, events, failing: false },
  };
  const startOther = (): Child => startConsumer({ ...options, inbox: mounted }, join(folder, "other"));
  const started = performance.now();
  const trial: Trial = { fault: "consumer", broker: "mosquitto", qos: 1, messages, devices, cut: 0, folder };
  const log: PublisherLog = { sent: new Set(), taken: new Set() };
  const first = startConsumer(options, join(folder, "one"));
  let second: Child | undefined;
  try {
    await first.says("ready");
    const publishing = { port, devices, each: messages / devices, qos: 1, poisoned: () => false } as const;
    const published = publishAll(publishing, log);
    await waitFor(() => linesIn(effects) > messages / 5, "a fifth handled");
    const refused = startOther();
    await refused.ended;
    const named = refused.output().includes(`process ${first.process.pid} on `);
    judge.claim(
      named,
      "a second consumer on the same inbox, with another TMPDIR and path, is refused and told who has it",
    );
    for (let tries = 1; second === undefined; tries++) {
      first.process.kill("SIGSTOP");
      const next = startOther();
      const begun = await next.says("ready", 60_000).then(
        () => true,
        () => false,
      );
      if (begun) second = next;
      else if (tries === MOST_TRIES) throw new Error(`expected a takeover, found:\n${next.output()}`);
      else {
        first.process.kill("SIGCONT");
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
    first.process.kill("SIGCONT");
    await waitFor(
      () => linesWith(events, '"type":"inbox-lost"') > 0,
      "the first to say that it lost the inbox",
    );
    await published;
    await waitFor(
      () => linesIn(effects) >= log.taken.size && settled(log, effects, inbox),
      "all handled",
    ).catch(
      () => {}, // the counts below say what is missing
    );
    await first.end("SIGTERM");
    await second.end("SIGTERM");
    const outcome = count(trial, log, effects, inbox, started);
    const wrong = wrongIn(outcome, trial);
    const { taken, processed, repeated, lost } = outcome;
    const detail = wrong.map((one) => `\n      ${one}`).join("");
    judge.claim(
      wrong.length === 0,
      `an owner that stood still and was taken over: ${taken} taken, ${processed} handled, ${repeated} repeated as announced, ${lost.length} lost${detail}`,
    );
  } finally {
    first.process.kill("SIGCONT");
    await first.end();
    await second?.end();
    await broker.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
