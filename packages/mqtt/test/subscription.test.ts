import { parseHostUri } from "@wirebook/mqtt";
import { expect, test } from "vitest";
import type { Connection } from "../src/session/connection.ts";
import { createSubscription } from "../src/session/subscription.ts";
import { until } from "./support/scene.ts";

const host = parseHostUri("mqtt://broker.example");

/** A subscription that is asked for and not answered yet. */
function subscribe(stirs: () => boolean) {
  let broken = false;
  const connection = {
    send: () => {},
    destroy: () => {
      broken = true;
    },
  } as unknown as Connection;
  const subscription = createSubscription(host, ["LOB/+/up/+"], 5, stirs);
  const granted = subscription.subscribe(connection, 1);
  return { subscription, granted, isBroken: () => broken };
}

test("a broker that says nothing is given up", async () => {
  const { granted, isBroken } = subscribe(() => false);
  await expect(granted).rejects.toMatchObject({
    code: "unreachable",
    message: expect.stringContaining("no answer to SUBSCRIBE within 5 ms"),
  });
  expect(isBroken()).toBe(true);
});

test("a broker that first sends what has waited is waited for, however long that takes", async () => {
  let looks = 0;
  const { subscription, granted, isBroken } = subscribe(() => ++looks > 0);
  await until(() => looks >= 10);
  expect(isBroken()).toBe(false);
  subscription.answered({ cmd: "suback", messageId: 1, granted: [1] });
  await granted;
});

test("and given up when it then falls silent", async () => {
  let looks = 0;
  const { granted } = subscribe(() => ++looks < 3);
  await expect(granted).rejects.toMatchObject({ code: "unreachable" });
  expect(looks).toBe(3);
});
