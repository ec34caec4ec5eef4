import type { Message } from "./message.ts";

/** Message types by name and by topic. */
export interface Registry extends Iterable<Message> {
  /** The message type of this name, such as `up/data`. */
  get(name: string): Message | undefined;
  /** The message type that a topic name such as `LOB/70b3d5e050020901/up/data` carries, whatever its prefix. */
  forTopic(topicName: string): Message | undefined;
}

/**
 * Collects message types.
 *
 * @throws TypeError when two have the same name
 */
export function createRegistry(messages: Iterable<Message>): Registry {
  const byName = new Map<string, Message>();
  for (const message of messages) {
    if (byName.has(message.name)) throw new TypeError(`two messages are named "${message.name}"`);
    byName.set(message.name, message);
  }
  return {
    get: (name) => byName.get(name),
    forTopic: (topicName) => byName.get(topicName.split("/").slice(-2).join("/")),
    [Symbol.iterator]: () => byName.values(),
  };
}
