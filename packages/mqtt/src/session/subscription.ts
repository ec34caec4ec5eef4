import type { ISubackPacket, Packet } from "mqtt-packet";
import { LinkError } from "../error.ts";
import { type HostUri, showHost } from "../hosts/host-uri.ts";
import type { Connection } from "./connection.ts";

/** The one subscription of a connection. */
export interface Subscription {
  /**
   * Subscribes, and resolves when the broker grants all of it. With no topic filter there is nothing to do.
   *
   * @throws LinkError `refused` or `unreachable`
   */
  subscribe(connection: Connection, messageId: number): Promise<void>;
  answered(suback: ISubackPacket): void;
  /** The connection has ended. */
  failed(error: LinkError): void;
}

/** From this return code on, SUBACK says no. @see MQTT 3.1.1 §3.9.3 */
const FAILURE = 0x80;

/**
 * Prepares a subscription, which has so many milliseconds to be granted.
 *
 * @param stirs - whether the answer may stand behind messages: a broker sends what has waited for this session first, and it
 * may be much; then it has as long once more
 */
export function createSubscription(
  host: HostUri,
  topicFilters: readonly string[],
  timeout: number,
  stirs: () => boolean,
): Subscription {
  let settle: ((error?: LinkError) => void) | undefined;
  let lost: LinkError | undefined;
  return {
    subscribe: async (connection, messageId) => {
      if (lost !== undefined) throw lost;
      if (topicFilters.length === 0) return;
      const granted = new Promise<void>((resolve, reject) => {
        const late = new LinkError(
          "unreachable",
          `${showHost(host)}: no answer to SUBSCRIBE within ${timeout} ms`,
        );
        const timer = setInterval(() => {
          if (!stirs()) settle?.(late);
        }, timeout);
        settle = (error) => {
          clearInterval(timer);
          settle = undefined;
          if (error === undefined) return resolve();
          connection.destroy();
          reject(error);
        };
      });
      const subscriptions = topicFilters.map((topic) => ({ topic, qos: 1 }));
      connection.send({ cmd: "subscribe", messageId, subscriptions } as Packet);
      await granted;
    },
    answered: ({ granted }) => {
      const denied = granted.findIndex((code) => Number(code) >= FAILURE);
      settle?.(denied < 0 ? undefined : deniedFilter(host, topicFilters[denied]));
    },
    failed: (error) => {
      lost = error;
      settle?.(error);
    },
  };
}

function deniedFilter(host: HostUri, topicFilter: string | undefined): LinkError {
  return new LinkError(
    "refused",
    `${showHost(host)}: the broker denies the subscription to ${topicFilter}; allow it in the broker's access list`,
  );
}
