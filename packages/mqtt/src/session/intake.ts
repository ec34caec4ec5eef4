import type { IPublishPacket } from "mqtt-packet";
import type { HostUri } from "../hosts/host-uri.ts";
import type { LongPublish } from "../packets/publish-head.ts";
import type { Connection } from "./connection.ts";
import type { Unacknowledged } from "./unacknowledged.ts";

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

/** A message whose packet was longer than allowed: of its payload there is the beginning alone. */
export interface LongDelivery extends Delivery {
  /** Bytes of the whole payload. */
  readonly size: number;
  /** The most bytes that a packet may have. */
  readonly maxPacket: number;
}

/** As {@link OnDelivery}, for what was too large to be read as a whole. */
export type OnLongDelivery = (delivery: LongDelivery, acknowledge: () => void) => void;

/** Takes the messages of one connection. */
export interface Intake {
  take(packet: IPublishPacket, connection: Connection): void;
  takeLong(packet: LongPublish, connection: Connection): void;
  /** The broker will not send the message of this packet identifier again. @see MQTT 3.1.1 §3.6 */
  released(messageId: number, connection: Connection): void;
}

/** What becomes of what comes in. */
export interface IntakeOptions {
  readonly onDelivery: OnDelivery;
  readonly onLongDelivery: OnLongDelivery;
  readonly maxPacket: number;
  /** Counts the bytes of payloads that are unacknowledged, those of other connections among them. */
  readonly unacknowledged: Unacknowledged;
}

/** How many messages may be unacknowledged before nothing more is read. */
const MOST_OPEN = 4096;

/**
 * Hands on the messages of one connection, and reads no more of them than are acknowledged. One that has none open is read
 * whatever others hold: a host that floods holds no other up.
 */
export function createIntake(host: HostUri, options: IntakeOptions): Intake {
  const { unacknowledged } = options;
  let open = 0;
  /** The connection, while it is not read. */
  let paused: Connection | undefined;
  /** Messages of QoS 2 that were handed on and not released: one of them that comes again is the same. */
  const exactlyOnce = new Set<number>();

  const opened = (bytes: number, connection: Connection): void => {
    open++;
    unacknowledged.add(bytes);
    if (paused !== undefined || (open < MOST_OPEN && !unacknowledged.isFull)) return;
    paused = connection;
    connection.pause();
    unacknowledged.await(goOn);
  };
  const goOn = (): void => {
    if (paused === undefined || open >= MOST_OPEN / 2 || (open > 0 && !unacknowledged.hasRoom)) return;
    unacknowledged.forget(goOn);
    paused.resume();
    paused = undefined;
  };
  const closed = (bytes: number): void => {
    open--;
    unacknowledged.remove(bytes);
    goOn();
  };
  /** Hands a message on, and acknowledges it as its quality of service asks for. */
  const handOn = (
    { qos, messageId, bytes }: { qos: number; messageId: number | undefined; bytes: number },
    connection: Connection,
    deliver: (acknowledge: () => void) => void,
  ): void => {
    // The subscription asks for QoS 1; what a session kept from another subscription may come with 2.
    if (qos === 2 && messageId !== undefined) {
      if (exactlyOnce.has(messageId)) return connection.send({ cmd: "pubrec", messageId });
      exactlyOnce.add(messageId);
    }
    opened(bytes, connection);
    let acknowledged = false;
    deliver(() => {
      if (acknowledged) return;
      acknowledged = true;
      if (messageId !== undefined) {
        if (qos === 2) connection.send({ cmd: "pubrec", messageId });
        else if (qos === 1) connection.acknowledge(messageId);
      }
      closed(bytes);
    });
  };

  return {
    take: ({ topic, payload: given, qos, messageId, retain, dup }, connection) => {
      const payload = typeof given === "string" ? Buffer.from(given) : given;
      handOn({ qos, messageId, bytes: payload.length }, connection, (acknowledge) =>
        options.onDelivery({ topicName: topic, payload, retained: retain, dup, host }, acknowledge),
      );
    },
    takeLong: ({ topicName, head, size, qos, messageId, retain, dup }, connection) => {
      const { maxPacket } = options;
      handOn({ qos, messageId, bytes: head.length }, connection, (acknowledge) =>
        options.onLongDelivery(
          { topicName, payload: head, retained: retain, dup, host, size, maxPacket },
          acknowledge,
        ),
      );
    },
    released: (messageId, connection) => {
      exactlyOnce.delete(messageId);
      connection.send({ cmd: "pubcomp", messageId });
    },
  };
}
