import { randomBytes } from "node:crypto";
import type { TlsSettings } from "@wirebook/mqtt";
import type { MosquittoListener } from "@wirebook/mqtt/mosquitto";
import { openSession, readHosts, type Session } from "@wirebook/mqtt/wire";

/** Who connects, and with what. */
export interface Entrance {
  readonly user?: string;
  readonly password?: string;
  readonly tls?: TlsSettings;
}

/** A client that is in, and what it has heard: the payloads. */
export interface Client {
  readonly heard: ReadonlySet<string>;
  publish(topicName: string, message: string): Promise<void>;
  leave(): Promise<void>;
}

/**
 * Lets somebody in at a listener of this machine.
 *
 * @throws LinkError where it is not let in
 */
export async function enter(
  { port, protocol, tls = "none" }: MosquittoListener,
  entrance: Entrance,
): Promise<Client> {
  const scheme =
    protocol === "websockets" ? (tls === "none" ? "ws" : "wss") : tls === "none" ? "mqtt" : "mqtts";
  const heard = new Set<string>();
  const { user, password, tls: settings } = entrance;
  const session: Session = await openSession({
    hosts: readHosts(`${scheme}://127.0.0.1:${port}`, () => {}),
    clientId: `wirebook-check-${randomBytes(6).toString("hex")}`,
    clean: true,
    keepalive: 30,
    topicFilters: () => ["#"],
    onDelivery: ({ payload }, acknowledge) => {
      heard.add(Buffer.from(payload).toString());
      acknowledge();
    },
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(settings === undefined ? {} : { tls: settings }),
    report: () => {},
  });
  return {
    heard,
    publish: (topicName, message) => session.publish(topicName, Buffer.from(message), 1),
    leave: () => session.close(),
  };
}

/** Whether somebody is let in. */
export async function isLetIn(listener: MosquittoListener, entrance: Entrance): Promise<boolean> {
  try {
    await (await enter(listener, entrance)).leave();
    return true;
  } catch {
    return false;
  }
}
