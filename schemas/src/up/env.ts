import { defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { uplink } from "../envelope.ts";
import { scalar, vbat } from "../fields.ts";
import { sources } from "../sources.ts";

const source = sources.hybridParser;

/**
 * Readings of an environment sensor.
 *
 * @see {@link https://github.com/lobaro/lobaro-parsers | Lobaro's parsers}
 */
export const upEnv = defineMessage({
  name: "up/env",
  title: "Environment",
  summary:
    "Readings of an add-on that senses the air. Known from Lobaro's parsers alone: when it is sent is not stated publicly.",
  payload: uplink(
    "env",
    Type.Object(
      {
        vbat: Type.Optional(vbat),
        envType: Type.Optional(scalar("Kind of the sensor", source)),
        envTemp: Type.Optional(
          Type.Integer({
            unit: "1/1000 Cel",
            description: "Temperature, in thousandths (the unit is inferred)",
          }),
        ),
        envHumidity: Type.Optional(
          Type.Integer({
            minimum: 0,
            unit: "1/1000 %RH",
            description: "Relative humidity, in thousandths (the unit is inferred)",
          }),
        ),
        envCo2: Type.Optional(
          Type.Number({ minimum: 0, description: "Carbon dioxide; its unit is not stated publicly" }),
        ),
        envPressure: Type.Optional(
          Type.Number({ minimum: 0, description: "Air pressure; its unit is not stated publicly" }),
        ),
        envError: Type.Optional(scalar("Tells of an error unless it is empty, 0 or false", source)),
      },
      { description: "The readings; a sensor sends those that it has", source },
    ),
  ),
  examples: [
    {
      title: "Temperature and humidity",
      json: {
        i: "70b3d5e050020904",
        n: 8,
        q: "env",
        d: { vbat: 3605, envType: 1, envTemp: 21_450, envHumidity: 48_200 },
      },
    },
    {
      title: "Every reading, in frost",
      json: {
        i: "70b3d5e050020904",
        n: 9,
        q: "env",
        d: {
          vbat: 3601,
          envType: 2,
          envTemp: -4250,
          envHumidity: 81_000,
          envCo2: 412,
          envPressure: 1013.25,
          envError: 0,
        },
      },
    },
  ],
});

/** Value of an `up/env` message. */
export type UpEnv = MessageValue<typeof upEnv>;
