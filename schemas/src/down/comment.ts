import { defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { command } from "../envelope.ts";
import { sources } from "../sources.ts";

/**
 * A note for the log of a device.
 *
 * @see {@link https://lobaro.github.io/iot/platform/devices/downlinks | Downlinks}
 */
export const downComment = defineMessage({
  name: "down/comment",
  title: "Comment",
  summary:
    "Text that the device prints in its log. Known from the queue on Lobaro's platform; whether a device takes it from any backend over MQTT is not stated publicly.",
  payload: command(
    "comment",
    Type.String({
      pattern: "^[\\t\\n\\r -~]*$",
      description: "The text, in ASCII",
      source: sources.downlinks,
    }),
  ),
  examples: [
    { title: "A note", json: { q: "comment", d: "Antenna replaced" } },
    { title: "Two lines", json: { q: "comment", d: "Moved to the basement.\nMeter 10000001 is close by." } },
  ],
});

/** Value of a `down/comment` message. */
export type DownComment = MessageValue<typeof downComment>;
