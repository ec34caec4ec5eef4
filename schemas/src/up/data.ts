import { Bytes, defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { uplink } from "../envelope.ts";
import { exampleBatch, exampleTelegram } from "../examples/telegrams.ts";
import { monitor, temperature, vbat } from "../fields.ts";
import { sources } from "../sources.ts";

const timestamp = Type.Integer({
  minimum: 0,
  unit: "s",
  description: "Unix time of reception",
  source: sources.uplinks,
});

const rssi = Type.Integer({
  unit: "dBm",
  description: "Strength of the received signal (the unit is inferred)",
  source: sources.gatewayParser,
});

const telegram = Bytes({
  description: "The telegram as received, encrypted or not; decoding it is left to the backend",
  source: sources.gatewayParser,
});

const mode = Type.Union(
  [Type.Literal("C"), Type.Literal("T"), Type.Literal("S"), Type.Literal("X"), Type.Literal("U")],
  {
    description: "Radio mode: C1, T1, S1, X for Sensus RF, U for Müller Funk",
    source: sources.uplinks,
  },
);

const besides = {
  vbat: Type.Optional(vbat),
  temperature: Type.Optional(temperature),
  monitor: Type.Optional(monitor),
};

const collected = Type.Object(
  {
    batch: Type.Array(Type.Object({ timestamp, mode, rssi, telegram }), {
      description: "One entry per telegram",
    }),
    ...besides,
  },
  { description: "The telegrams collected since the last upload", source: sources.uplinks },
);

const single = Type.Object(
  { timestamp, rssi, telegram, ...besides },
  { description: "One telegram per message, as older firmware sends it", source: sources.gatewayParser },
);

/**
 * Telegrams of wM-Bus meters.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/uplinks | Uplinks, metering data}
 * @see {@link https://github.com/lobaro/lobaro-parsers | Lobaro's parsers, for what the manual does not show}
 */
export const upData = defineMessage({
  name: "up/data",
  title: "Metering data",
  summary:
    "Telegrams of wM-Bus meters that the gateway received since its last upload. Sent after each run of listening, and while meters are being installed.",
  payload: uplink(
    "data",
    Type.Union([collected, single], {
      description: "The telegrams, in one of two shapes",
      source: sources.uplinks,
    }),
  ),
  examples: [
    {
      title: "Two telegrams",
      json: {
        i: "70b3d5e050020901",
        n: 17,
        q: "data",
        d: { batch: exampleBatch(2, 1_767_225_600) },
      },
    },
    {
      title: "Forty telegrams and the state of the device",
      json: {
        i: "70b3d5e050020901",
        n: 18,
        q: "data",
        d: { batch: exampleBatch(40, 1_767_312_000), vbat: 3598, temperature: 213 },
      },
    },
    {
      title: "The older shape: one telegram, directly in the data",
      json: {
        i: "urn:dev:mac:70b3d5e050020902",
        n: 3,
        q: "data",
        d: { timestamp: 1_767_225_600, rssi: -71, telegram: exampleTelegram(0), vbat: 3610 },
      },
    },
    {
      title: "A run that heard no meter",
      json: { i: "70b3d5e050020901", n: 19, q: "data", d: { batch: [] } },
    },
  ],
});

/** Value of an `up/data` message. */
export type UpData = MessageValue<typeof upData>;
