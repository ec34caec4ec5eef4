import { describe, expect, test } from "vitest";
import { ask, devEui, reqAsk, tick, upTick } from "./support/messages.ts";
import { connect, startReporting } from "./support/reporting.ts";
import { newFolder, until } from "./support/scene.ts";

describe("a request", () => {
  test("that comes again gets the same answer, and its handler is called once", async () => {
    const backend = await startReporting({ path: newFolder() });
    let calls = 0n;
    backend.onRequest(reqAsk, () => ({ d: { calls: ++calls } }));
    const one = await connect(backend);
    const first = await one.request(reqAsk, ask(5n));
    const second = await one.request(reqAsk, ask(5n));
    expect(second).toEqual(first);
    expect(first).toMatchObject({ r: 5n, d: { calls: 1n } });
    expect((await one.request(reqAsk, ask(6n))).d.calls).toBe(2n);
  });

  test("past its deadline is not answered, and its signal aborts", async () => {
    const backend = await startReporting({ path: newFolder() }, { deadlines: { "req/ask": 0.05 } });
    let aborted = false;
    backend.onRequest(reqAsk, async (_, { signal }) => {
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      aborted = true;
      return { d: { calls: 1n } };
    });
    const one = await connect(backend);
    await expect(one.request(reqAsk, ask(1n), { deadline: 0.3 })).rejects.toMatchObject({ code: "deadline" });
    expect(aborted).toBe(true);
    expect(backend.typesOf("unanswered")).toMatchObject([
      { message: "req/ask", reason: "no answer within 0.05 s" },
    ]);
  });

  test("is answered in the spelling that it came in", async () => {
    const backend = await startReporting({ path: newFolder() });
    backend.onRequest(reqAsk, (_, { topicName }) => {
      expect(topicName).toBe(`LOB/urn:dev:mac:${devEui}/req/ask`);
      return { d: { calls: 1n } };
    });
    const one = await connect(backend, "urn");
    expect(await one.request(reqAsk, ask(1n))).toMatchObject({ r: 1n });
  });

  test("of a JSON host is answered in JSON", async () => {
    const backend = await startReporting(
      { path: newFolder() },
      { embedded: { port: 0, format: "json", prefix: "plant/7" } },
    );
    const handled: bigint[] = [];
    backend.onRequest(reqAsk, () => ({ d: { calls: 2n ** 60n } }));
    backend.onUplink(upTick, ({ n }) => void handled.push(n));
    const one = await connect(backend);
    expect(await one.request(reqAsk, ask(1n))).toMatchObject({ d: { calls: 2n ** 60n } });
    await one.publish(upTick, tick(2n ** 60n));
    await until(() => handled.length === 1);
    expect(handled).toEqual([2n ** 60n]);
  });

  test("that is forged gets no answer, and is a dead letter", async () => {
    const path = newFolder();
    const backend = await startReporting({ path });
    backend.onRequest(reqAsk, () => ({ d: { calls: 1n } }));
    const one = await connect(backend);
    const forged = { ...ask(1n), i: "70b3d5e050020902" };
    await expect(one.request(reqAsk, forged, { deadline: 0.2 })).rejects.toMatchObject({ code: "deadline" });
    await until(() => backend.typesOf("dead-letter").length === 1);
    expect(backend.typesOf("unanswered")).toHaveLength(1);
  });
});
