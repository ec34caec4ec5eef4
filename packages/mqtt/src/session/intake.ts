import type { IPublishPacket } from "mqtt-packet";
import type { HostUri } from "../hosts/host-uri.ts";
import type { Connection } from "./connection.ts";

/** A message as the broker delivered it. */
export interface Delivery {
  readonly topicName: string;
  readonly payload: Uint8Array;
  /** Whether it was kept at the broker from before the subscription: a message of some time, and perhaps not for the first time. */
  readonly retained: boolean;
  /** Whether the broker says that it may have sent it before. */
  readonly dup: boolean;
  /** The host it came from. */
  readonly host: HostUri;
}

/** `acknowledge` is to be called when the message is safe; until then the broker keeps it. */
export type OnDelivery = (delivery: Delivery, acknowledge: () => void) => void;

/** How many messages may be unacknowledged before nothing more is read. */
const MOST_OPEN = 4096;
/** The same in bytes of their payloads. */
const MOST_OPEN_BYTES = 32 * 2 ** 20;

/** Hands on the messages of one connection, and reads no more of them than are acknowledged. */
export function createIntake(
  host: HostUri,
  onDelivery: OnDelivery,
): (packet: IPublishPacket, connection: Connection) => void {
  let open = 0;
  let openBytes = 0;
  let paused = false;

  const opened = (bytes: number, connection: Connection): void => {
    open++;
    openBytes += bytes;
    if (paused || (open < MOST_OPEN && openBytes < MOST_OPEN_BYTES)) return;
    paused = true;
    connection.pause();
  };
  const closed = (bytes: number, connection: Connection): void => {
    open--;
    openBytes -= bytes;
    if (!paused || open >= MOST_OPEN / 2 || openBytes >= MOST_OPEN_BYTES / 2) return;
    paused = false;
    connection.resume();
  };

  return ({ topic, payload: given, qos, messageId, retain, dup }, connection) => {
    const payload = typeof given === "string" ? Buffer.from(given) : given;
    opened(payload.length, connection);
    let acknowledged = false;
    onDelivery({ topicName: topic, payload, retained: retain, dup, host }, () => {
      if (acknowledged) return;
      acknowledged = true;
      if (qos !== 0 && messageId !== undefined) connection.acknowledge(messageId);
      closed(payload.length, connection);
    });
  };
}
