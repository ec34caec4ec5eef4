import type { LinkEvent } from "@wirebook/mqtt";
import { ask, devEui, reqAsk, tick, upTick } from "./messages.ts";
import { newFolder, startBackend, until } from "./scene.ts";
import { type SmallBroker, startSmallBroker } from "./small-broker.ts";

/** Topic names of the device's uplink and of its request. */
export const up = `LOB/${devEui}/up/tick`;
export const req = `LOB/${devEui}/req/ask`;

/** Its messages of a number. */
export const tickOf = (n: bigint): Uint8Array => upTick.encode({ i: devEui, ...tick(n) });
export const askOf = (n: bigint): Uint8Array => reqAsk.encode({ i: devEui, ...ask(n) });

/** Two brokers, and a backend that has both in its list. */
export async function startTwo(options: Parameters<typeof startBackend>[0] = {}) {
  const brokers: [SmallBroker, SmallBroker] = [await startSmallBroker(), await startSmallBroker()];
  const events: LinkEvent[] = [];
  const backend = await startBackend({
    hosts: brokers.map(({ url }) => url),
    inbox: newFolder(),
    report: (event) => void events.push(event),
    ...options,
  });
  const handled: bigint[] = [];
  backend.onUplink(upTick, ({ n }) => void handled.push(n));
  backend.onRequest(reqAsk, () => ({ d: { calls: 1n } }));
  await until(() => brokers.every((broker) => broker.listens(up) && broker.listens(req)));
  return { brokers, backend, handled, events };
}
