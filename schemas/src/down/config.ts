import { defineMessage, type MessageValue, Open } from "@wirebook/codec";
import { writtenConfiguration } from "../configuration/written.ts";
import { answer, command, either } from "../envelope.ts";
import { etag, profile } from "../synchronization.ts";

const asked = answer(
  Open({ etag, config: writtenConfiguration }, profile("The configuration that was asked for, with its tag")),
);

/**
 * A configuration, in answer to `req/config`; or the command to change parameters.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/device-synchronization | Device synchronization}
 * @see {@link https://lobaro.github.io/iot/platform/devices/downlinks | Downlinks, for the command}
 */
export const downConfig = defineMessage({
  name: "down/config",
  title: "Configuration",
  summary:
    "Parameters for the device to try; it goes back to the old ones if it cannot reach the backend with them. As an answer: due 5 s after the request; how its data looks is a Wirebook profile, not Lobaro's. As a command: in the form of the queue on Lobaro's platform.",
  draft: true,
  payload: either(asked, command("config", writtenConfiguration)),
  examples: [
    {
      title: "Answer: the configuration that the synchronization announced",
      json: {
        n: 210,
        r: 205,
        d: {
          etag: "V2lyZWJvb2s=",
          config: {
            Host: "mqtts://gateway:invented-password@broker.example.net/LOB/",
            AppKey: "aW52ZW50ZWQgYXBwa2V5IQ==",
            cmodeDurSec: 600,
            listenCron: "0 0 4 * * *",
          },
        },
      },
    },
    {
      title: "Command: listen longer",
      json: { q: "config", d: { cmodeDurSec: 600, smodeDurSec: 120 } },
    },
    {
      title: "Command: numbers as people write them, and a parameter of an add-on",
      json: { q: "config", d: { Operator: 26_201, cmodeDurSec: "600", ch1Enable: true } },
    },
  ],
});

/** Value of a `down/config` message. */
export type DownConfig = MessageValue<typeof downConfig>;
