import { Type } from "@wirebook/codec";
import { sources } from "../sources.ts";

const { currentLoop, levelProbe, temperatures } = sources;

const threshold = (words: string) =>
  Type.Optional(
    Type.Union([Type.Number(), Type.Literal("")], {
      description: `${words}; empty for none`,
      source: currentLoop,
    }),
  );

const enable = () =>
  Type.Optional(
    Type.Boolean({ description: "Whether the channel is read", default: true, source: currentLoop }),
  );
const preRead = () =>
  Type.Optional(
    Type.Integer({
      minimum: 0,
      unit: "s",
      description: "Time for which the sensor is powered before it is read (inferred)",
      default: 1,
      source: currentLoop,
    }),
  );
const samples = () =>
  Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1000,
      description: "Samples per reading",
      default: 200,
      source: currentLoop,
    }),
  );
const factor = () =>
  Type.Optional(
    Type.Number({
      description: "Factor of the value: raw × factor + offset",
      default: 1,
      source: currentLoop,
    }),
  );
const offset = () =>
  Type.Optional(
    Type.Number({
      description: "Offset of the value: raw × factor + offset",
      default: 0,
      source: currentLoop,
    }),
  );
const powerAfterBrownout = (inferred: string) =>
  Type.Optional(
    Type.Integer({
      minimum: 0,
      unit: "s",
      description: `Time for which the sensor is powered after a brownout${inferred}`,
      default: 0,
      source: currentLoop,
    }),
  );

/**
 * Parameters of the add-on with two 4–20 mA inputs.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/add-ons/420 | Add-on 4–20 mA}
 */
export const currentLoopParameters = {
  ch1Enable: enable(),
  ch1PreReadSec: preRead(),
  ch1Samples: samples(),
  ch1Factor: factor(),
  ch1Offset: offset(),
  ch1AlarmHigh: threshold("Value above which channel 1 raises an alarm"),
  ch1AlarmLow: threshold("Value below which channel 1 raises an alarm"),
  ch1PwrAfterBrownoutDur: powerAfterBrownout(""),
  ch2Enable: enable(),
  ch2PreReadSec: preRead(),
  ch2Samples: samples(),
  ch2Factor: factor(),
  ch2Offset: offset(),
  ch2AlarmHigh: threshold("Value above which channel 2 raises an alarm"),
  ch2AlarmLow: threshold("Value below which channel 2 raises an alarm"),
  ch2PwrAfterBrownoutDur: powerAfterBrownout(" (inferred from channel 1)"),
  alarmCron: Type.Optional(
    Type.String({
      description: "When to check for alarms: cron expression; empty for never",
      source: currentLoop,
    }),
  ),
};

/**
 * Parameters of the add-on with several temperature sensors.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/add-ons/tempsens | Add-on temperature}
 */
export const temperatureParameters = {
  MTempAcc: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 600,
      description: "Readings to gather before an upload",
      default: 1,
      source: temperatures,
    }),
  ),
  MTempIDs: Type.Optional(
    Type.String({
      description: "Ids of the sensors, six serial bytes each, or * to search for them at each start",
      source: temperatures,
    }),
  ),
  MTempSendID: Type.Optional(
    Type.Boolean({
      description: "Whether the sensors' ids are sent by LoRaWAN; newer firmware alone has this",
      default: false,
      source: temperatures,
    }),
  ),
};

/**
 * Parameters of the level probe add-on, which reads its sensor by Modbus.
 *
 * @see {@link https://manuals.lobaro.com/technical-reference/firmware/app-nrf91-origin/add-ons/level_probe/configuration | Level probe}
 */
export const levelProbeParameters = {
  modbusInternalAddress: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: "Modbus address of the probe",
      default: 250,
      source: levelProbe,
    }),
  ),
  addonAccumulate: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 60,
      description: "Readings to gather before an upload",
      default: 1,
      source: levelProbe,
    }),
  ),
  modbusCmdConf: Type.Optional(
    Type.String({
      description: "Modbus requests to send: R or A, baud rate, line settings, requests in hexadecimal",
      source: levelProbe,
    }),
  ),
  loraFormat: Type.Optional(
    Type.Union([Type.Literal(1), Type.Literal(4), Type.Literal(5)], {
      description: "Format of the uploads by LoRaWAN, from firmware 1.6.0",
      default: 5,
      source: levelProbe,
    }),
  ),
  PowerOnDelay: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 60_000,
      unit: "ms",
      description: "Time between powering the probe and reading it (inferred)",
      default: 1000,
      source: levelProbe,
    }),
  ),
  PwrAfterBrownoutDur: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 3600,
      unit: "s",
      description: "Time for which the probe is powered after a brownout",
      default: 0,
      source: levelProbe,
    }),
  ),
};
