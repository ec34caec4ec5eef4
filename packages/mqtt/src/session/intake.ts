import type { HostUri } from "../hosts/host-uri.ts";
import type { Publish } from "../packets/publish.ts";
import type { LongPublish } from "../packets/publish-head.ts";
import type { Connection } from "./connection.ts";
import type { Holding } from "./holding.ts";

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
  take(publish: Publish, connection: Connection): void;
  takeLong(packet: LongPublish, connection: Connection): void;
  /** The broker will not send the message of this packet identifier again. @see MQTT 3.1.1 §3.6 */
  released(messageId: number, connection: Connection): void;
  /** Whether messages have come since this was asked before, or nothing is read for now. */
  stirs(): boolean;
}

/** What becomes of what comes in. */
export interface IntakeOptions {
  readonly onDelivery: OnDelivery;
  readonly onLongDelivery: OnLongDelivery;
  readonly maxPacket: number;
  /** Counts what is unacknowledged, of other connections as well. */
  readonly holding: Holding;
}

/** Hands on the messages of one connection. */
export function createIntake(host: HostUri, options: IntakeOptions): Intake {
  const { holding } = options;
  let stirred = false;
  /** Messages of QoS 2 that were handed on and not released: one of them that comes again is the same. */
  const exactlyOnce = new Set<number>();

  /**
   * Counts a message as open, and answers what acknowledges it, as its quality of service asks for; `undefined` where it
   * was handed on before.
   */
  const accept = (
    { qos, messageId }: Pick<Publish, "qos" | "messageId">,
    bytes: number,
    connection: Connection,
  ): (() => void) | undefined => {
    // The subscription asks for QoS 1; what a session kept from another subscription may come with 2.
    if (qos === 2 && messageId !== undefined) {
      if (exactlyOnce.has(messageId)) return void connection.send({ cmd: "pubrec", messageId });
      exactlyOnce.add(messageId);
    }
    stirred = true;
    holding.opened(bytes);
    let acknowledged = false;
    return () => {
      if (acknowledged) return;
      acknowledged = true;
      if (messageId !== undefined) {
        if (qos === 2) connection.send({ cmd: "pubrec", messageId });
        else if (qos === 1) connection.acknowledge(messageId);
      }
      holding.closed(bytes);
    };
  };

  return {
    take: (publish, connection) => {
      const { topicName, payload, retain, dup } = publish;
      const acknowledge = accept(publish, payload.length, connection);
      if (acknowledge === undefined) return;
      options.onDelivery({ topicName, payload, retained: retain, dup, host }, acknowledge);
    },
    takeLong: (publish, connection) => {
      const { topicName, head, size, retain, dup } = publish;
      const acknowledge = accept(publish, head.length, connection);
      if (acknowledge === undefined) return;
      const { maxPacket } = options;
      options.onLongDelivery(
        { topicName, payload: head, retained: retain, dup, host, size, maxPacket },
        acknowledge,
      );
    },
    released: (messageId, connection) => {
      exactlyOnce.delete(messageId);
      connection.send({ cmd: "pubcomp", messageId });
    },
    stirs: () => {
      const stirs = stirred || holding.isPaused;
      stirred = false;
      return stirs;
    },
  };
}
