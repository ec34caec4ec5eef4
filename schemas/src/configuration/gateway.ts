import { Bytes, Type } from "@wirebook/codec";
import { sources } from "../sources.ts";

const olderConfiguration = { source: sources.olderConfiguration };
const listening = { unit: "s", minimum: 0, maximum: 36_000, ...olderConfiguration };

/**
 * The 35 parameters that a wM-Bus gateway reports, in the order in which it documents them. All are optional: variants
 * leave some out.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/uplinks | Uplinks, current configuration}
 */
export const gatewayParameters = {
  WAN: Type.Optional(
    Type.String({
      description: "Network for uploads: lte or lorawan; older firmware also nbiot, ltem, lorawan-abp",
      ...olderConfiguration,
    }),
  ),
  Host: Type.Optional(
    Type.String({
      description: "URI of the backend; it may hold a user and a password",
      sensitive: true,
    }),
  ),
  Operator: Type.Optional(
    Type.String({
      description: "Mobile operator as MCC and MNC, such as 26201; empty for any",
      ...olderConfiguration,
    }),
  ),
  Band: Type.Optional(
    Type.String({
      description: "LTE bands to search, such as 8 or 3,8,20; empty for all",
      ...olderConfiguration,
    }),
  ),
  APN: Type.Optional(Type.String({ description: "Access point name of the mobile network" })),
  PIN: Type.Optional(
    Type.String({
      pattern: "^([0-9]{4})?$",
      description: "PIN of the SIM card, four digits; empty for none",
      sensitive: true,
      ...olderConfiguration,
    }),
  ),
  DNS: Type.Optional(Type.String({ description: "Name servers, separated by commas" })),
  UdpHost: Type.Optional(Type.String({ description: "Host for uploads by UDP (inferred)" })),
  UdpPort: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 65_535, description: "Port for uploads by UDP (inferred)" }),
  ),
  UseNbiot: Type.Optional(
    Type.Boolean({ description: "Whether to use NB-IoT; this or LTE-M must be on", ...olderConfiguration }),
  ),
  UseLtem: Type.Optional(
    Type.Boolean({ description: "Whether to use LTE-M; this or NB-IoT must be on", ...olderConfiguration }),
  ),
  OTAA: Type.Optional(
    Type.Boolean({ description: "Whether to join LoRaWAN over the air rather than by personalization" }),
  ),
  JoinEUI: Type.Optional(Bytes({ length: 8, description: "EUI of the LoRaWAN join server" })),
  AppKey: Type.Optional(Bytes({ length: 16, description: "LoRaWAN application key", sensitive: true })),
  NwkKey: Type.Optional(Bytes({ length: 16, description: "LoRaWAN network key", sensitive: true })),
  TimeSync: Type.Optional(
    Type.Integer({ minimum: 0, unit: "d", description: "Days between two synchronizations of the clock" }),
  ),
  RndDelay: Type.Optional(
    Type.Integer({ minimum: 0, unit: "s", description: "Longest random delay before an upload (inferred)" }),
  ),
  LostReboot: Type.Optional(
    Type.Integer({
      minimum: 0,
      unit: "d",
      description: "Days without a downlink before a reboot; 0 for never",
    }),
  ),
  PayloadFormat: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 2,
      description: "Format of the uploads by LoRaWAN: 0, 1 or 2",
      ...olderConfiguration,
    }),
  ),
  cmodeDurSec: Type.Optional(
    Type.Integer({ description: "Time to listen for C1 and T1 telegrams; 0 for off", ...listening }),
  ),
  smodeDurSec: Type.Optional(
    Type.Integer({ description: "Time to listen for S1 telegrams; 0 for off", ...listening }),
  ),
  xmodeDurSec: Type.Optional(
    Type.Integer({ description: "Time to listen for Sensus RF telegrams; 0 for off", ...listening }),
  ),
  umodeDurSec: Type.Optional(
    Type.Integer({ description: "Time to listen for Müller Funk telegrams; 0 for off", ...listening }),
  ),
  mFilter: Type.Optional(
    Type.String({
      description: "Manufacturers whose telegrams are kept, separated by commas; empty for all",
      ...olderConfiguration,
    }),
  ),
  typFilter: Type.Optional(
    Type.String({
      description:
        "Device types whose telegrams are kept, in hexadecimal, separated by commas; empty for all",
      ...olderConfiguration,
    }),
  ),
  devFilter: Type.Optional(
    Type.String({
      description:
        "Ids of the meters whose telegrams are kept, eight digits each, separated by commas; empty for all",
      ...olderConfiguration,
    }),
  ),
  ciFilter: Type.Optional(
    Type.String({
      description: "CI fields of the telegrams to keep, in hexadecimal, separated by commas; empty for all",
      ...olderConfiguration,
    }),
  ),
  maxTelegrams: Type.Optional(
    Type.Integer({ minimum: 0, description: "Most telegrams to collect in one run; 0 for no limit" }),
  ),
  listenCron: Type.Optional(
    Type.String({
      description:
        "When to listen: cron expression of six fields, in UTC; H stands for a value hashed from the device",
    }),
  ),
  liveMode: Type.Optional(Type.String({ description: "Its meaning is not stated publicly" })),
  verbose: Type.Optional(Type.Boolean({ description: "Whether the device's log is detailed" })),
  measLTEAccumulate: Type.Optional(
    Type.Integer({ minimum: 0, description: "Readings to gather before an upload by LTE (inferred)" }),
  ),
  measLoRaAccumulate: Type.Optional(
    Type.Integer({ minimum: 0, description: "Readings to gather before an upload by LoRaWAN (inferred)" }),
  ),
  DS18x20Enable: Type.Optional(
    Type.Boolean({ description: "Whether the DS18x20 temperature sensor is read" }),
  ),
  DS18x20Accumulate: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: "Readings of the DS18x20 to gather before an upload (inferred)",
    }),
  ),
};
