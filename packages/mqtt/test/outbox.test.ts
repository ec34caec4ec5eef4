import { parseHostUri } from "@wirebook/mqtt";
import type { Packet } from "mqtt-packet";
import { describe, expect, test } from "vitest";
import type { Connection } from "../src/session/connection.ts";
import { createOutbox } from "../src/session/outbox.ts";
import { devEui, downAsk } from "./support/messages.ts";
import { startBackend, until } from "./support/scene.ts";
import { startSmallBroker } from "./support/small-broker.ts";

const host = parseHostUri("mqtt://broker.example");
const MIB = 2 ** 20;
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** An outbox without a connection, and what became of each message. */
function makeOutbox() {
  const outbox = createOutbox(host);
  const outcomes: string[] = [];
  const publish = (payload: Uint8Array, expires?: number): void => {
    const at = outcomes.push("waits") - 1;
    outbox.publish("a", payload, 1, expires === undefined ? {} : { expires }).then(
      () => {
        outcomes[at] = "sent";
      },
      ({ code, message }) => {
        outcomes[at] = `${code} ${message}`;
      },
    );
  };
  return { outbox, outcomes, publish };
}

describe("what waits for a host that is away", () => {
  test("is 64 MiB at most, and there is room again for what was acknowledged or has expired", async () => {
    const { outbox, outcomes, publish } = makeOutbox();
    for (let count = 0; count < 63; count++) publish(new Uint8Array(MIB));
    publish(new Uint8Array(MIB), performance.now() + 1);
    publish(Uint8Array.of(1));
    await settle();
    expect(outcomes[64]).toMatch(
      /^unreachable publish: expected at most 100000 messages and 67108864 bytes to wait for mqtt:\/\/broker.example:1883, found 64 and 67108864: /,
    );
    await until(() => outcomes[63]?.startsWith("deadline") === true);
    publish(new Uint8Array(MIB));
    publish(Uint8Array.of(1));
    await settle();
    expect([outcomes[65], outcomes[66]?.slice(0, 11)]).toEqual(["waits", "unreachable"]);

    const ids: number[] = [];
    const connection = { send: (packet: Packet) => void ids.push(packet.messageId as number) };
    outbox.connected(connection as unknown as Connection, host);
    for (const id of ids) outbox.acknowledged(id);
    publish(new Uint8Array(64 * MIB));
    await settle();
    expect(outcomes.filter((outcome) => outcome === "sent")).toHaveLength(64);
    expect(outcomes.at(-1)).toBe("waits");
    outbox.close();
  });

  test("is 100,000 messages at most", async () => {
    const { outbox, outcomes, publish } = makeOutbox();
    for (let count = 0; count <= 100_000; count++) publish(Uint8Array.of(1));
    await settle();
    expect(outcomes.filter((outcome) => outcome !== "waits")).toEqual([
      expect.stringMatching(/^unreachable .* found 100000 and 100000: wait for those before/),
    ]);
    outbox.close();
  });

  test("expires as the sender says", async () => {
    const broker = await startSmallBroker();
    const backend = await startBackend({ url: broker.url, inbox: false });
    await broker.close();
    await until(() => !backend.ready);
    const value = { r: 1n, d: { calls: 1n } };
    await expect(backend.send(devEui, downAsk, value, { expire: 0.01 })).rejects.toMatchObject({
      code: "deadline",
    });
    for (const expire of [0, -1, Number.NaN, 3_000_000]) {
      await expect(backend.send(devEui, downAsk, value, { expire })).rejects.toMatchObject({
        code: "invalid-configuration",
      });
    }
  });
});
