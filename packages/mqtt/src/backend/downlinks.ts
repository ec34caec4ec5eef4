import type { Message, MessageValue } from "@wirebook/codec";
import { LinkError } from "../error.ts";
import { parseDevEui } from "../protocol/dev-eui.ts";
import { writePayload } from "../protocol/payload.ts";
import { type RoleNames, type Unfilled, writeFilled } from "../protocol/roles.ts";
import { topicNameOf } from "../protocol/topic-name.ts";
import type { FormatOf } from "./format.ts";
import type { Heard } from "./heard.ts";
import type { Source } from "./source.ts";

/** The value of a downlink. Its number may be left out. */
export type DownlinkValue<M extends Message> = Unfilled<MessageValue<M>, RoleNames<M, "number">>;

/** What it takes to send downlinks. */
export interface DownlinkOptions {
  readonly source: Pick<Source, "host" | "publish">;
  readonly heard: Heard;
  readonly formatOf: FormatOf;
  nextNumber(): bigint;
}

/**
 * Sends a downlink that nobody asked for: to the prefix and in the spelling that the device was last heard with, else to
 * those of the host that it leaves through, in that host's format.
 *
 * @throws LinkError `invalid-name`, `invalid-configuration` or `closed`
 * @throws CodecError when the value does not fit
 */
export async function sendDownlink<M extends Message>(
  devEui: string,
  message: M,
  value: DownlinkValue<M>,
  { source, heard, formatOf, nextNumber }: DownlinkOptions,
): Promise<void> {
  const { devEui: canonical } = parseDevEui(devEui);
  if (message.direction !== "down") {
    throw new LinkError("invalid-configuration", `send: expected a downlink, found ${message.name}`);
  }
  const { host } = source;
  const to = heard.last(canonical) ?? { prefix: host.prefix, device: devEui };
  const topicName = topicNameOf(to, message.name);
  const format = formatOf(topicName, host);
  const payload = writeFilled(message, value, { number: nextNumber() }, (one, filled) =>
    writePayload(one, filled, format),
  );
  await source.publish(topicName, payload);
}
