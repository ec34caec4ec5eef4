import { defineMessage, type MessageValue, Open } from "@wirebook/codec";
import { downConfig } from "../down/config.ts";
import { request } from "../envelope.ts";
import { etag, profile } from "../synchronization.ts";

/**
 * A device asks for its configuration.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/device-synchronization | Device synchronization}
 */
export const reqConfig = defineMessage({
  name: "req/config",
  title: "Configuration request",
  summary:
    "The device asks for the configuration that the synchronization announced. How the data looks is a Wirebook profile, not Lobaro's.",
  draft: true,
  payload: request("config", Open({ etag }, profile("Which configuration")), {
    answer: downConfig,
    deadline: 5,
  }),
  examples: [
    {
      title: "The configuration with a tag of eight bytes",
      json: { i: "70b3d5e050020905", n: 205, q: "config", d: { etag: "V2lyZWJvb2s=" } },
    },
    {
      title: "From a device that spells its id as a URN",
      json: { i: "urn:dev:mac:70b3d5e050020902", n: 12, q: "config", d: { etag: "AQ==" } },
    },
  ],
});

/** Value of a `req/config` message. */
export type ReqConfig = MessageValue<typeof reqConfig>;
