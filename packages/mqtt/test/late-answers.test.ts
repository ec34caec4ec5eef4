import type { LinkEvent } from "@wirebook/mqtt";
import { createMetrics } from "@wirebook/mqtt/metrics";
import { expect, test } from "vitest";
import { freePort } from "wirebook-test/support/free-port";
import { ask, devEui, messages, reqAsk } from "./support/messages.ts";
import { startBackend, until } from "./support/scene.ts";
import { startSmallBroker } from "./support/small-broker.ts";

const req = `LOB/${devEui}/req/ask`;
const askOf = (n: bigint) => reqAsk.encode({ i: devEui, ...ask(n) });

/** A backend whose answers are due within two seconds, and what it told. */
async function startCounted(url: string) {
  const metrics = createMetrics();
  const events: LinkEvent[] = [];
  const backend = await startBackend(
    metrics.observe({
      url,
      messages,
      inbox: false,
      deadlines: { "req/ask": 2 },
      report: (event) => void events.push(event),
    }),
  );
  const unanswered = () => events.flatMap((event) => (event.type === "unanswered" ? [event.reason] : []));
  const answered = async () =>
    Number(/^wirebook_answer_seconds_count.* (\d+)$/m.exec(await metrics.text())?.[1] ?? 0);
  return { backend, unanswered, answered };
}

test("an answer that the connection could not take in time is not sent later, and not counted as answered", async () => {
  const port = await freePort();
  const before = await startSmallBroker({ port });
  const { backend, unanswered, answered } = await startCounted(before.url);
  let ready = (): void => {};
  let called = false;
  backend.onRequest(reqAsk, async () => {
    called = true;
    await new Promise<void>((resolve) => {
      ready = resolve;
    });
    return { d: { calls: 1n } };
  });
  await until(() => before.listens(req));
  before.deliver(req, askOf(1n));
  await until(() => called);
  await before.close();
  await until(() => !backend.ready);
  ready();
  await until(() => unanswered().length === 1);
  expect(unanswered()[0]).toMatch(/was not connected before the deadline/);

  const after = await startSmallBroker({ port });
  await until(() => after.listens(req) && backend.ready);
  after.deliver(req, askOf(2n));
  called = false;
  await until(() => called);
  ready();
  await until(() => after.taken.length > 0);
  expect(after.taken).toHaveLength(1);
  expect(unanswered()).toHaveLength(1);
  await expect.poll(answered).toBe(1);
});

test("an answer that was sent, and not acknowledged in time, is not sent again", async () => {
  const port = await freePort();
  const before = await startSmallBroker({ port, acknowledges: () => false });
  const { backend, unanswered, answered } = await startCounted(before.url);
  backend.onRequest(reqAsk, () => ({ d: { calls: 1n } }));
  await until(() => before.listens(req));
  before.deliver(req, askOf(1n));
  await until(() => before.taken.length === 1 && unanswered().length === 1);
  expect(unanswered()[0]).toMatch(/did not acknowledge it before the deadline/);
  await before.close();

  const after = await startSmallBroker({ port });
  await until(() => after.listens(req));
  after.deliver(req, askOf(2n));
  await until(() => after.taken.length > 0);
  expect(after.taken).toHaveLength(1);
  await expect.poll(answered).toBe(1);
});

test("an answer is sent again as long as it is in time, with another connection too", async () => {
  const port = await freePort();
  const before = await startSmallBroker({ port, acknowledges: () => false });
  const backend = await startBackend({ url: before.url, inbox: false, deadlines: { "req/ask": 300 } });
  backend.onRequest(reqAsk, () => ({ d: { calls: 1n } }));
  await until(() => before.listens(req));
  before.deliver(req, askOf(1n));
  await until(() => before.taken.length === 1);
  await before.close();
  const after = await startSmallBroker({ port });
  await until(() => after.taken.length === 1);
  expect(after.taken[0]?.payload).toEqual(before.taken[0]?.payload);
});
