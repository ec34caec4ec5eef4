import { isCodecError, type Message, type Registry } from "@wirebook/codec";
import type { DeadReason } from "../inbox/store/store.ts";
import type { Entry, Verdict } from "../inbox/worker.ts";
import { tryDevEui } from "../protocol/dev-eui.ts";
import type { NameReader } from "../protocol/name-reader.ts";
import { readPayload } from "../protocol/payload.ts";
import { deviceOf, numberOf } from "../protocol/roles.ts";
import { messageNameOf, type TopicName } from "../protocol/topic-name.ts";
import type { HandlerTable } from "./handler-table.ts";
import type { UplinkContext } from "./handlers.ts";

/** What it takes to handle an uplink. */
export interface UplinkProcessing {
  readonly registry: Registry;
  readonly handlers: Pick<HandlerTable, "uplinks" | "unknown">;
  readonly nameOf: NameReader;
}

/**
 * Hands one uplink to its handler. What cannot get better is judged at once; what the handler throws is thrown.
 */
export function processUplink(
  entry: Entry,
  { registry, handlers, nameOf }: UplinkProcessing,
): Promise<Verdict> | Verdict {
  const name = nameOf(entry.topicName);
  if (name === undefined)
    return dead("invalid-name", "the topic name is not <prefix>/<DevEUI>/<direction>/<type>");
  const messageName = messageNameOf(name);
  const message = registry.get(messageName);
  const handler = handlers.uplinks.get(messageName);
  const context = contextOf(entry, name);
  if (message === undefined || handler === undefined) {
    if (handlers.unknown === undefined) {
      return dead(
        "no-handler",
        `expected a handler for ${messageName}; add one with onUplink or onUnknown, and replay`,
      );
    }
    // Memory of its own, to keep or to change.
    const payload = Uint8Array.prototype.slice.call(entry.payload);
    return after(handlers.unknown({ ...context, message: messageName, payload }), undefined);
  }
  let value: unknown;
  try {
    value = readPayload(message, entry.payload, entry.format);
  } catch (error) {
    const reason = unreadable(error);
    if (reason === undefined) throw error;
    return { done: false, reason };
  }
  const forged = mismatch(message, value, name);
  if (forged !== undefined) return { done: false, reason: forged };
  const number = numberOf(message, value);
  const sameness = number === undefined ? "new" : (entry.judge?.(number) ?? "new");
  if (sameness === "same") return { done: true, same: true };
  return after(handler(value, sameness === "new" ? context : { ...context, repeated: true }), number);
}

/** Why a payload cannot be read; `undefined` where the error is another one. */
export function unreadable(error: unknown): DeadReason | undefined {
  if (!isCodecError(error)) return undefined;
  const { code, message, offset, instancePath } = error;
  return {
    code,
    message,
    ...(offset === undefined ? {} : { offset }),
    ...(instancePath === undefined ? {} : { instancePath }),
  };
}

/** A message has to be from the device that its topic name says. */
export function mismatch(message: Message, value: unknown, name: TopicName): DeadReason | undefined {
  const device = deviceOf(message, value);
  if (device === undefined || device === name.devEui || tryDevEui(device)?.devEui === name.devEui)
    return undefined;
  const member = message.roles.device;
  return {
    code: "mismatch",
    message: `mismatch at /${member}: expected the DevEUI of the topic name`,
    instancePath: `/${member}`,
  };
}

function contextOf(entry: Entry, name: TopicName): UplinkContext {
  return {
    devEui: name.devEui,
    spelling: name.spelling,
    topicName: entry.topicName,
    prefix: name.prefix,
    receivedAt: new Date(entry.receivedAt),
    id: entry.id,
    attempt: entry.attempt,
    repeated: entry.repeated,
    replayed: entry.replayed,
  };
}

function after(result: Promise<void> | void, number: bigint | undefined): Promise<Verdict> | Verdict {
  const verdict: Verdict = number === undefined ? { done: true } : { done: true, number };
  return isThenable(result) ? Promise.resolve(result).then(() => verdict) : verdict;
}

/** Promises of other makers are promises too: what they stand for is not done yet. */
function isThenable(result: unknown): result is PromiseLike<void> {
  return typeof (result as PromiseLike<void> | undefined)?.then === "function";
}

function dead(code: string, message: string): Verdict {
  return { done: false, reason: { code, message } };
}
