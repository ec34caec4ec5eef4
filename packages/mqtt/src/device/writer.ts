import type { Message, MessageInput } from "@wirebook/codec";
import { LinkError } from "../error.ts";
import { convertPayload, writePayload } from "../protocol/payload.ts";
import { numberOf, type RoleNames, type Unfilled, writeFilled } from "../protocol/roles.ts";
import { topicNameOf } from "../protocol/topic-name.ts";
import type { PublishOptions, WrittenMessage } from "../session/outbox.ts";
import type { Session } from "../session/session.ts";

/** The value of a message from a device. The DevEUI and the number may be left out. */
export type UplinkValue<M extends Message> = Unfilled<MessageInput<M>, RoleNames<M, "device" | "number">>;

/** A message of a device as it is to be sent. */
export interface Written extends WrittenMessage {
  readonly number: bigint;
  /** The same for another host, which it may have to leave through. */
  readonly writtenFor: NonNullable<PublishOptions["writtenFor"]>;
}

/**
 * Writes the messages of a device, each with the next number, for the host that its session is connected to.
 *
 * @throws LinkError `invalid-configuration` when the message is of another direction
 * @throws CodecError when the value does not fit
 */
export type Writer = (message: Message, value: unknown, direction: "up" | "req") => Written;

/** A writer for a device, spelled as its topic names and messages spell it. */
export function createWriter(device: string, first: bigint, session: Pick<Session, "host">): Writer {
  let next = first;
  return (message, value, direction) => {
    if (message.direction !== direction) {
      const [verb, what] = direction === "up" ? ["publish", "an uplink"] : ["request", "a request"];
      throw new LinkError("invalid-configuration", `${verb}: expected ${what}, found ${message.name}`);
    }
    const { prefix, format } = session.host;
    let number = next;
    const payload = writeFilled(message, value, { device, number: next }, (one, filled) => {
      const bytes = writePayload(one, filled, format);
      number = numberOf(one, filled) ?? next;
      return bytes;
    });
    next = number + 1n;
    return {
      topicName: topicNameOf({ prefix, device }, message.name),
      payload,
      number,
      writtenFor: (host) => ({
        topicName: topicNameOf({ prefix: host.prefix, device }, message.name),
        payload: convertPayload(message, payload, format, host.format),
      }),
    };
  };
}
