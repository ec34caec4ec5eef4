import type { Packet } from "mqtt-packet";
import { expect, test } from "vitest";
import { connack, type FakeBroker, startFakeBroker, suback } from "./support/fake-broker.ts";
import { devEui, downAsk } from "./support/messages.ts";
import { startBackend, until } from "./support/scene.ts";

/** Takes what is published, and keeps it. */
async function takingBroker(): Promise<FakeBroker & { readonly taken: Buffer[]; sessions(): number }> {
  const taken: Buffer[] = [];
  let sessions = 0;
  const broker = await startFakeBroker((packet, say) => {
    if (packet.cmd === "connect") say(connack);
    else if (packet.cmd === "subscribe") {
      sessions++;
      say(suback(packet.messageId));
    } else if (packet.cmd === "publish") {
      taken.push(packet.payload as Buffer);
      say({ cmd: "puback", messageId: packet.messageId } as Packet);
    }
  });
  return { ...broker, taken, sessions: () => sessions };
}

test("a downlink of a cluster is written as the host that it leaves through says, after a failover too", async () => {
  const [first, second] = [await takingBroker(), await takingBroker()];
  let connected = 0;
  const backend = await startBackend({
    hosts: [first.url, `json+${second.url}`],
    cluster: true,
    inbox: false,
    report: ({ type }) => void (type === "connected" && connected++),
  });
  const send = () => backend.send(devEui, downAsk, { r: 1n, d: { calls: 7n } });
  await send();
  expect(downAsk.decode(first.taken[0] as Buffer).d.calls).toBe(7n);

  await first.close();
  await until(() => connected === 4);
  await send();
  const [text] = second.taken.map(String);
  expect(text).toMatch(/^\{/);
  expect(downAsk.fromJson(JSON.parse(text as string)).d.calls).toBe(7n);
});
