import { createOpenRequests, deadlineOf, readReference } from "@wirebook/mqtt/protocol";
import { expect, test } from "vitest";
import { downAsk, reqAsk, upTick } from "./support/messages.ts";

const request = (number: bigint, about = "") => ({ answer: downAsk, number, about });

test("an answer is for the oldest request of its type and reference", () => {
  const open = createOpenRequests<ReturnType<typeof request>>();
  for (const one of [request(1n, "first"), request(2n), request(1n, "after a restart")]) open.add(one);
  expect(open.settle("down/other", 1n)).toBeUndefined();
  expect(open.settle("down/ask", 3n)).toBeUndefined();
  expect(open.settle("down/ask", 1n)?.about).toBe("first");
  expect(open.settle("down/ask", 1n)?.about).toBe("after a restart");
  expect(open.settle("down/ask", 1n)).toBeUndefined();
  expect([...open].map(({ number }) => number)).toEqual([2n]);
});

test("an answer is awaited as long as any request of its type is open", () => {
  const open = createOpenRequests<ReturnType<typeof request>>();
  expect(open.awaited("down/ask")).toBeUndefined();
  const one = request(7n);
  open.add(one);
  expect(open.awaited("down/ask")).toBe(downAsk);
  open.remove(one);
  expect([open.awaited("down/ask"), open.size]).toEqual([undefined, 0]);
});

test.each(["cbor", "json"] as const)(
  "the reference is read from an answer in %s, and from nothing else",
  (format) => {
    const value = { i: "", n: 1n, r: 2n ** 60n, d: { calls: 0n } };
    const { i: _, ...answer } = value;
    const payload =
      format === "cbor" ? downAsk.encode(answer) : Buffer.from(JSON.stringify(downAsk.toJson(answer)));
    expect(readReference(downAsk, payload, format)).toBe(2n ** 60n);
    expect(readReference(downAsk, payload.subarray(1), format)).toBeUndefined();
  },
);

test("a deadline is the one that is asked for, else the definition's, else 5 s", () => {
  expect([deadlineOf(reqAsk, 0.5), deadlineOf({ ...reqAsk, deadline: 9 }), deadlineOf(upTick)]).toEqual([
    0.5, 9, 5,
  ]);
});
