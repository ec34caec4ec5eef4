import { defineMessage, type MessageValue } from "@wirebook/codec";
import { command } from "../envelope.ts";

/**
 * The command to reboot.
 *
 * @see {@link https://lobaro.github.io/iot/platform/devices/downlinks | Downlinks}
 */
export const downReboot = defineMessage({
  name: "down/reboot",
  title: "Reboot",
  summary:
    "Makes the device reboot. Known from the queue on Lobaro's platform; whether a device takes it from any backend over MQTT is not stated publicly.",
  payload: command("reboot"),
  examples: [
    { title: "Reboot", json: { q: "reboot" } },
    { title: "Reboot another device: nothing in the command varies", json: { q: "reboot" } },
  ],
});

/** Value of a `down/reboot` message. */
export type DownReboot = MessageValue<typeof downReboot>;
