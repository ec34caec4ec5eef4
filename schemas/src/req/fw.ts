import { defineMessage, type MessageValue, Open, Type } from "@wirebook/codec";
import { downFw } from "../down/fw.ts";
import { request } from "../envelope.ts";
import { CHUNK_BYTES, imageName, offset, profile } from "../synchronization.ts";

/**
 * A device asks for a chunk of a firmware image.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/device-synchronization | Device synchronization}
 */
export const reqFw = defineMessage({
  name: "req/fw",
  title: "Firmware request",
  summary:
    "The device asks for the next chunk of an image that the synchronization named. How the data looks is a Wirebook profile, not Lobaro's.",
  draft: true,
  payload: request(
    "fw",
    Open(
      {
        image: imageName("Name of the image, as down/sync gave it"),
        offset,
        length: Type.Integer({
          minimum: 1,
          maximum: CHUNK_BYTES,
          unit: "B",
          description: "How many bytes are asked for",
        }),
      },
      profile("Which chunk of which image"),
    ),
    { answer: downFw, deadline: 10 },
  ),
  examples: [
    {
      title: "The first chunk",
      json: {
        i: "70b3d5e050020905",
        n: 1,
        q: "fw",
        d: { image: "app-example-1.2.3.hex", offset: 0, length: 1024 },
      },
    },
    {
      title: "A later chunk",
      json: {
        i: "70b3d5e050020905",
        n: 203,
        q: "fw",
        d: { image: "app-example-1.2.3.hex", offset: 206_848, length: 1024 },
      },
    },
  ],
});

/** Value of a `req/fw` message. */
export type ReqFw = MessageValue<typeof reqFw>;
