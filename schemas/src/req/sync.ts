import { defineMessage, type MessageValue, Open } from "@wirebook/codec";
import { downSync } from "../down/sync.ts";
import { request } from "../envelope.ts";
import { etag, imageName, orNull, profile } from "../synchronization.ts";

/**
 * A device asks whether its firmware and its configuration are up to date.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/device-synchronization | Device synchronization}
 */
export const reqSync = defineMessage({
  name: "req/sync",
  title: "Synchronization request",
  summary:
    "The device tells which firmware and which configuration it runs. Sent after a reset and with the daily status. How the data looks is a Wirebook profile, not Lobaro's.",
  draft: true,
  payload: request(
    "sync",
    Open(
      {
        app: imageName("Name of the application firmware"),
        boot: imageName("Name of the boot loader"),
        mfw: imageName("Name of the modem firmware"),
        etag: orNull(etag, "Tag of the configuration; null before the first from the backend"),
      },
      profile("What the device runs"),
    ),
    { answer: downSync, deadline: 5 },
  ),
  examples: [
    {
      title: "A device with a configuration from the backend",
      json: {
        i: "70b3d5e050020901",
        n: 21,
        q: "sync",
        d: {
          app: "app-example-1.2.3",
          boot: "boot-example-0.4.0",
          mfw: "mfw_example_1.3.4",
          etag: "V2lyZWJvb2s=",
        },
      },
    },
    {
      title: "A device as it comes from the factory",
      json: {
        i: "70b3d5e050020905",
        n: 0,
        q: "sync",
        d: { app: "app-example-1.0.0", boot: "boot-example-0.4.0", mfw: "mfw_example_1.3.2", etag: null },
      },
    },
  ],
});

/** Value of a `req/sync` message. */
export type ReqSync = MessageValue<typeof reqSync>;
