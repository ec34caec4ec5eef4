import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkInboxFiles, rescueInbox } from "@wirebook/mqtt/inbox";
import { freePort } from "../../../support/free-port.ts";
import type { Judge } from "../../run/judge.ts";
import type { LinkSettings } from "../settings.ts";
import { count, settled } from "./count.ts";
import { startConsumer, waitFor } from "./one-consumer.ts";
import { type PublisherLog, publishAll } from "./publisher.ts";
import { linesIn } from "./traces.ts";
import type { ConsumerOptions, Trial } from "./trial.ts";

const PAGE = 4096;

/**
 * A consumer with the embedded broker is killed, and a page in the middle of its inbox becomes zeros. The next is
 * refused with what to do; what can be read is rescued to a new folder, and the devices go on.
 */
export async function proveDamage(settings: LinkSettings, judge: Judge): Promise<void> {
  const { messages, devices } = settings;
  const folder = join(settings.folder, "damage");
  mkdirSync(folder, { recursive: true });
  const [effects, events, inbox, rescued] = ["effects", "events", "inbox", "rescued"].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  const port = await freePort();
  const options: ConsumerOptions = { port, inbox, effects, events, failing: false };
  const started = performance.now();
  const trial: Trial = { fault: "consumer", broker: "embedded", qos: 1, messages, devices, cut: 0, folder };
  const log: PublisherLog = { sent: new Set(), taken: new Set() };
  let consumer = startConsumer(options, folder);
  try {
    await consumer.says("ready");
    const published = publishAll(
      { port, devices, each: messages / devices, qos: 1, poisoned: () => false },
      log,
    );
    await waitFor(() => linesIn(effects) > messages / 3, "a third handled");
    await consumer.end("SIGKILL");
    zeroMiddle(join(inbox, "data.mdb"));
    const refused = startConsumer(options, folder);
    await refused.ended;
    const isTold = refused.output().includes("wirebook inbox rescue --path");
    judge.claim(isTold, "a consumer on a damaged inbox is refused with what to do, and does not crash");
    const rescue = await rescueInbox(inbox, rescued);
    const { missing } = await checkInboxFiles(rescued);
    consumer = startConsumer({ ...options, inbox: rescued }, folder);
    await consumer.says("ready");
    await published;
    const all = () => linesIn(effects) >= log.taken.size - missing.waited && settled(log, effects, rescued);
    // The counts below say what is missing; what was lost with the page is never settled.
    await waitFor(all, "all handled", missing.waited === 0 ? 120_000 : 20_000).catch(() => {});
    await consumer.end("SIGTERM");
    const outcome = count(trial, log, effects, rescued, started);
    const { taken, lost, twice, repeated } = outcome;
    // Ids may be new, and say nothing of who came first.
    const disordered = [...outcome.disordered, ...outcome.reordered];
    const reported = readFileSync(events, "utf8").includes('"type":"inbox-missing"');
    judge.claim(
      lost.length <= missing.waited &&
        (missing.count === 0 || reported) &&
        twice.length + disordered.length === 0,
      `a page of zeros in an inbox: ${rescue.messages} messages rescued, ${rescue.found} of them from older pages; ${taken} taken, ${missing.count} missing as reported, ${missing.waited} of them waited, ${lost.length} not handled, ${repeated} repeated as announced, ${twice.length} unannounced, ${disordered.length} out of order`,
    );
  } finally {
    await consumer.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Zeros in place of one page of those on which messages stand. */
function zeroMiddle(file: string): void {
  const bytes = readFileSync(file);
  const pages: number[] = [];
  for (let page = 2; (page + 1) * PAGE <= bytes.length; page++) {
    if (bytes.subarray(page * PAGE, (page + 1) * PAGE).includes("/up/tick")) pages.push(page);
  }
  const middle = pages[pages.length >> 1] as number;
  writeFileSync(file, bytes.fill(0, middle * PAGE, (middle + 1) * PAGE));
}
