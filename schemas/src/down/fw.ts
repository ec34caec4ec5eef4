import { Bytes, defineMessage, type MessageValue, Open, Type } from "@wirebook/codec";
import { answer, command, either } from "../envelope.ts";
import { sources } from "../sources.ts";
import { CHUNK_BYTES, imageName, offset, profile } from "../synchronization.ts";

const chunk = answer(
  Open(
    {
      image: imageName("Name of the image, as asked"),
      offset,
      size: Type.Integer({ minimum: 0, unit: "B", description: "Size of the whole image" }),
      chunk: Bytes({
        maxLength: CHUNK_BYTES,
        description: "The bytes from the offset on, fewer than asked for where the image ends",
      }),
    },
    profile("The chunk that was asked for"),
  ),
);

const install = command(
  "fw",
  Type.Object(
    {
      app: Type.Optional(imageName("File name of the application firmware")),
      boot: Type.Optional(imageName("File name of the boot loader")),
      mfw: Type.Optional(imageName("File name of the change to the modem firmware")),
    },
    { minProperties: 1, description: "The images to install, at least one", source: sources.downlinks },
  ),
);

/**
 * A chunk of a firmware image, in answer to `req/fw`; or the command to install images.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/device-synchronization | Device synchronization}
 * @see {@link https://lobaro.github.io/iot/platform/devices/downlinks | Downlinks, for the command}
 */
export const downFw = defineMessage({
  name: "down/fw",
  title: "Firmware",
  summary:
    "As an answer: a chunk of an image, due 10 s after the request; how its data looks is a Wirebook profile, not Lobaro's. As a command: the images to install, in the form of the queue on Lobaro's platform.",
  draft: true,
  payload: either(chunk, install),
  examples: [
    {
      title: "Answer: the first bytes of an image",
      json: {
        n: 6,
        r: 1,
        d: {
          image: "app-example-1.2.3.hex",
          offset: 0,
          size: 207_104,
          chunk: "OjEwMDAwMDAwRVhBTVBMRSBOTyBGSVJNV0FSRQo=",
        },
      },
    },
    {
      title: "Answer: nothing left",
      json: {
        n: 209,
        r: 204,
        d: { image: "app-example-1.2.3.hex", offset: 207_104, size: 207_104, chunk: "" },
      },
    },
    {
      title: "Command: install two images",
      json: {
        q: "fw",
        d: { app: "app-example-1.2.3.hex", mfw: "mfw_example_update_from_1.3.2_to_1.3.4.bin" },
      },
    },
  ],
});

/** Value of a `down/fw` message. */
export type DownFw = MessageValue<typeof downFw>;
