import type { PayloadFormat } from "../../protocol/payload.ts";
import { messageNameOf, tryTopicName } from "../../protocol/topic-name.ts";
import { isRecord } from "./database-content.ts";
import { type Received, readRecord } from "./record.ts";
import type { DeadReason, Store } from "./store.ts";

/** A message that is kept. Where its record cannot be read, its topic name is empty, and the payload is all of the record. */
export interface KeptMessage {
  readonly id: string;
  readonly topicName: string;
  readonly format: PayloadFormat;
  readonly payload: Uint8Array;
  readonly receivedAt: Date;
  readonly state: "waiting" | "done" | "dead";
}

/** A message that was given up. */
export interface DeadLetter {
  readonly id: string;
  readonly topicName: string;
  readonly devEui?: string;
  /** Name of the message type, such as `up/data`. */
  readonly message?: string;
  readonly payload: Uint8Array;
  readonly reason: DeadReason;
  readonly attempts: number;
  readonly receivedAt: Date;
  readonly diedAt: Date;
}

/** All dead letters, the oldest first. */
export function* deadLetters(store: Store): Generator<DeadLetter> {
  for (const { key, value } of store.dead.getRange({})) {
    const record = store.messages.get(key);
    if (record === undefined) continue;
    const { topicName, payload, receivedAt } = readAny(record);
    const name = tryTopicName(topicName);
    yield {
      id: idOf(store, key),
      topicName,
      ...(name === undefined ? {} : { devEui: name.devEui, message: messageNameOf(name) }),
      payload,
      reason: value.reason,
      attempts: value.attempts,
      receivedAt: new Date(receivedAt),
      diedAt: new Date(value.diedAt),
    };
  }
}

/** All messages that are kept, the oldest first. */
export function* keptMessages(store: Store): Generator<KeptMessage> {
  for (const { key, value } of store.messages.getRange({})) {
    const { topicName, payload, format, receivedAt } = readAny(value);
    const state = store.waiting.has(key) ? "waiting" : store.dead.doesExist(key) ? "dead" : "done";
    yield { id: idOf(store, key), topicName, format, payload, receivedAt: new Date(receivedAt), state };
  }
}

/** The id of a message: the inbox's and its number in it. It stays the same however often the message is handled. */
export function idOf(store: Store, number: number): string {
  return `${store.id}-${number}`;
}

/** A record, whatever it says: one that cannot be read is shown as it is. */
function readAny(record: Buffer): Received {
  if (isRecord(record)) return readRecord(record);
  return { topicName: "", payload: Uint8Array.prototype.slice.call(record), format: "cbor", receivedAt: 0 };
}
