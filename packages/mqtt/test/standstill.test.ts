import { connect } from "node:net";
import { generate } from "mqtt-packet";
import { describe, test } from "vitest";
import { upNote } from "./support/messages.ts";
import { newFolder, startBackend, startDevice, undo, until } from "./support/scene.ts";

describe("the embedded broker", () => {
  test("is not held up by somebody who looks on and does not read", async () => {
    const authenticate = ({ password }: { password: string }) => password === "right";
    const embedded = { listeners: [{ port: 0 }], anonymous: true, operators: ["dashboard"], authenticate };
    const backend = await startBackend({ embedded, inbox: newFolder(), messages: [upNote] });
    const url = backend.urls[0] as string;
    let handled = 0;
    backend.onUplink(upNote, () => void handled++);
    const looker = connect(Number(/:(\d+)$/.exec(url)?.[1]), "127.0.0.1");
    undo(() => looker.destroy());
    looker.write(
      Buffer.concat(
        [
          {
            cmd: "connect" as const,
            protocolId: "MQTT" as const,
            protocolVersion: 4 as const,
            clientId: "looker",
            clean: true,
            keepalive: 0,
            username: "dashboard",
            password: Buffer.from("right"),
          },
          {
            cmd: "subscribe" as const,
            messageId: 1,
            subscriptions: [{ topic: "LOB/+/up/+", qos: 1 as const }],
          },
        ].map((packet) => generate(packet)),
      ),
    );
    await new Promise((resolve) => looker.once("data", resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    looker.pause();
    const one = await startDevice(url, { messages: [upNote], qos: 1 });
    const d = { note: "x".repeat(2000) };
    await Promise.all(
      Array.from({ length: 10_000 }, (_, n) => one.publish(upNote, { n: BigInt(n), q: "note", d })),
    );
    await until(() => handled === 10_000);
  });
});
