import { defineMessage, type MessageValue, Open } from "@wirebook/codec";
import { answer } from "../envelope.ts";
import { etag, imageName, orNull, profile } from "../synchronization.ts";

/**
 * What a device is to change: the answer to `req/sync`.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/device-synchronization | Device synchronization}
 */
export const downSync = defineMessage({
  name: "down/sync",
  title: "Synchronization answer",
  summary:
    "The firmware and the configuration that the device is to fetch; null means no change. Due 5 s after the request. How the data looks is a Wirebook profile, not Lobaro's.",
  draft: true,
  payload: answer(
    Open(
      {
        app: orNull(imageName("Name of the image"), "Application firmware to fetch; null for no change"),
        boot: orNull(imageName("Name of the image"), "Boot loader to fetch; null for no change"),
        mfw: orNull(imageName("Name of the image"), "Modem firmware to fetch; null for no change"),
        etag: orNull(etag, "Tag of the configuration to fetch; null for no change"),
      },
      profile("What the device is to change"),
    ),
  ),
  examples: [
    {
      title: "Nothing to change",
      json: { n: 4, r: 21, d: { app: null, boot: null, mfw: null, etag: null } },
    },
    {
      title: "New application firmware and a new configuration",
      json: { n: 5, r: 0, d: { app: "app-example-1.2.3.hex", boot: null, mfw: null, etag: "V2lyZWJvb2s=" } },
    },
  ],
});

/** Value of a `down/sync` message. */
export type DownSync = MessageValue<typeof downSync>;
