import { createRegistry, type Message, type MessageValue } from "@wirebook/codec";
import type { Report } from "../events.ts";
import { readPayload } from "../protocol/payload.ts";
import type { Delivery } from "../session/intake.ts";

/** The downlinks of a device that answer no request. */
export interface Downlinks {
  set<M extends Message>(message: M, handler: (value: MessageValue<M>) => void): void;
  /** Hands a downlink to its handler; where that is not possible, it is reported. */
  take(messageName: string, delivery: Delivery): void;
}

/** No handler yet. */
export function createDownlinks(messages: Iterable<Message>, report: Report): Downlinks {
  const registry = createRegistry(messages);
  const handlers = new Map<string, (value: unknown) => void>();
  return {
    set: (message, handler) => {
      handlers.set(message.name, handler as (value: unknown) => void);
    },
    take: (messageName, { topicName, payload, host }) => {
      const message = registry.get(messageName);
      const handler = handlers.get(messageName);
      const drop = (reason: string) => report({ type: "dropped", topicName, reason });
      if (message === undefined || handler === undefined) return drop(`no handler for ${messageName}`);
      try {
        handler(readPayload(message, payload, host.format));
      } catch (error) {
        drop(error instanceof Error ? error.message : String(error));
      }
    },
  };
}
