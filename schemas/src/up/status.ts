import { defineMessage, type MessageValue, Open, Type } from "@wirebook/codec";
import { uplink } from "../envelope.ts";
import { monitor, temperature, vbat } from "../fields.ts";
import { sources } from "../sources.ts";

const count = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));
const seconds = (description: string) => Type.Optional(Type.Integer({ minimum: 0, unit: "s", description }));
const firmware = (description: string) =>
  Type.Optional(Type.String({ description, source: sources.downlinks }));
const cause = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 255, description }));
const UNKNOWN = "how it differs is not stated publicly";

/**
 * What a gateway tells of itself once a day.
 *
 * @see {@link https://github.com/lobaro/lobaro-parsers | Lobaro's parsers}
 * @see {@link https://lobaro.github.io/iot/platform/devices/downlinks | Downlinks, for the names of firmware}
 */
export const upStatus = defineMessage({
  name: "up/status",
  title: "Daily status",
  summary:
    "Supply, reception and counters of the gateway, once a day. Those that Lobaro's parsers read are described; others are kept.",
  payload: uplink(
    "status",
    Open(
      {
        vbat: Type.Optional(vbat),
        temperature: Type.Optional(temperature),
        EMM: cause("Last cause of the LTE mobility management (3GPP TS 24.301); 0 and 255 for none"),
        EMM_r: cause(`As EMM; ${UNKNOWN}`),
        ESM: cause("Last cause of the LTE session management (3GPP TS 24.301); 0 and 255 for none"),
        ESM_r: cause(`As ESM; ${UNKNOWN}`),
        rsrp: count("Power of the LTE reference signal, coded: dBm = value - 140; above 97 unknown"),
        rsrq: count("Quality of the LTE reference signal, coded: dB = (value - 39) / 2; above 34 unknown"),
        txCount: count("Transmissions that txRsrp and txRsrq sum up"),
        txRsrp: count("Sum: the average RSRP is -txRsrp / txCount"),
        txRsrq: count("Sum: the average RSRQ is -txRsrq / txCount"),
        awakeTime: seconds("Time awake"),
        sleepTime: seconds("Time asleep"),
        ci: Type.Optional(Type.String({ description: "Id of the LTE cell, in hexadecimal" })),
        hAlloc: count("Heap counter (inferred): allocations, from firmware 0.25.3"),
        hFree: count("Heap counter (inferred): releases, from firmware 0.25.3"),
        collected: count("Counter of a run of listening (inferred): telegrams collected"),
        telegrams: count("Counter of a run of listening: telegrams"),
        uploading: count("Counter of a run of listening (inferred): telegrams to upload"),
        monitor: Type.Optional(monitor),
        app: firmware("Name of the application firmware"),
        boot: firmware("Name of the boot loader"),
        modem: firmware("Name of the modem firmware"),
      },
      { description: "State and counters; others are kept", source: sources.gatewayParser },
    ),
  ),
  examples: [
    {
      title: "A gateway on a battery",
      json: {
        i: "70b3d5e050020901",
        n: 20,
        q: "status",
        d: {
          vbat: 3597,
          temperature: 198,
          EMM: 0,
          EMM_r: 0,
          ESM: 255,
          ESM_r: 255,
          rsrp: 47,
          rsrq: 22,
          txCount: 12,
          txRsrp: 1104,
          txRsrq: 118,
          awakeTime: 5210,
          sleepTime: 81_190,
          ci: "01a2d003",
          hAlloc: 18_342,
          hFree: 18_290,
          collected: 40,
          telegrams: 40,
          uploading: 0,
          app: "app-example+wmbus-1.2.3",
          boot: "boot-example-0.4.0",
          modem: "mfw_example_1.3.4",
        },
      },
    },
    {
      title: "A gateway on external power, with a member that no parser names",
      json: {
        i: "70b3d5e050020903",
        n: 4,
        q: "status",
        d: { vbat: 4950, temperature: -35, monitor: 1, somethingLater: [1, 2, 3] },
      },
    },
  ],
});

/** Value of an `up/status` message. */
export type UpStatus = MessageValue<typeof upStatus>;
