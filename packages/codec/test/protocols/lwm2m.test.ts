/**
 * LwM2M CBOR of the Open Mobile Alliance: maps of objects, instances, resources and their instances, each by its number.
 *
 * @see {@link https://www.openmobilealliance.org/release/LightweightM2M/V1_2-20201110-A/ | LightweightM2M 1.2, Core}
 */
import { Enum, Timestamp, Type } from "@wirebook/codec";
import { testProtocol } from "./protocol.ts";

const integers = (key: number) => Type.Optional(Type.Record(Type.Integer(), Type.Integer(), { key }));
const text = (key: number) => Type.Optional(Type.String({ key }));
const integer = (key: number, unit?: string) =>
  Type.Optional(Type.Integer(unit === undefined ? { key } : { key, unit }));

const powerSource = Enum({
  dc: 0,
  internalBattery: 1,
  externalBattery: 2,
  fuelCell: 3,
  powerOverEthernet: 4,
  usb: 5,
  mains: 6,
  solar: 7,
});
const errorCode = Enum({
  none: 0,
  lowBattery: 1,
  externalPowerOff: 2,
  gpsFailure: 3,
  lowSignal: 4,
  outOfMemory: 5,
  smsFailure: 6,
  ipFailure: 7,
  peripheralFailure: 8,
});

/** The object 3, Device. */
const device = Type.Object({
  manufacturer: text(0),
  modelNumber: text(1),
  serialNumber: text(2),
  firmwareVersion: text(3),
  availablePowerSources: Type.Optional(Type.Record(Type.Integer(), powerSource, { key: 6 })),
  powerSourceVoltage: integers(7),
  powerSourceCurrent: integers(8),
  batteryLevel: integer(9, "%EL"),
  memoryFree: integer(10),
  errorCode: Type.Record(Type.Integer(), errorCode, { key: 11 }),
  currentTime: Type.Optional(Timestamp({ key: 13 })),
  utcOffset: text(14),
  supportedBindings: text(16),
});

/** The example as a value, or as JSON: they differ in what becomes of the time. */
const readAt = <Time>(currentTime: Time) => ({
  device: {
    0: {
      manufacturer: "Open Mobile Alliance",
      modelNumber: "Lightweight M2M Client",
      serialNumber: "345000123",
      firmwareVersion: "1.0",
      availablePowerSources: { 0: "internalBattery" as const, 1: "usb" as const },
      powerSourceVoltage: { 0: 3800, 1: 5000 },
      powerSourceCurrent: { 0: 125, 1: 900 },
      batteryLevel: 100,
      memoryFree: 15,
      errorCode: { 0: "none" as const },
      currentTime,
      utcOffset: "+02:00",
      supportedBindings: "U",
    },
  },
});

testProtocol("LwM2M CBOR, an object whose resources are known", {
  payload: Type.Object({ device: Type.Record(Type.Integer(), device, { key: 3 }) }),
  vectors: [
    {
      // The values of the client that the specification takes for its examples.
      from: "LightweightM2M 1.2, Core: the Device object",
      hex: "a103a100ad00744f70656e204d6f62696c6520416c6c69616e636501764c69676874776569676874204d324d20436c69656e7402693334353030303132330363312e3006a20001010507a200190ed80119138808a200187d011903840918640a0f0ba100000d1a5182428f0e662b30323a3030106155",
      value: readAt(new Date("2013-05-02T10:40:15Z")),
      json: readAt("2013-05-02T10:40:15Z"),
    },
  ],
  refused: {
    "a wrong type": [
      "a103a100a20961320ba0",
      "unexpected at byte 6, /device/0/batteryLevel: expected an integer, found text",
    ],
    "a missing member": [
      "a103a100a10902",
      'unexpected at byte 4, /device/0: expected the member "errorCode" (key 11), a map with integer keys, found no such member',
    ],
    "an extra member": [
      "a103a100a20ba0181900",
      'unexpected at byte 7, /device/0/25: expected no members but "manufacturer" (key 0), "modelNumber" (key 1), "serialNumber" (key 2), "firmwareVersion" (key 3), "availablePowerSources" (key 6), "powerSourceVoltage" (key 7), "powerSourceCurrent" (key 8), "batteryLevel" (key 9), …, found another key',
    ],
  },
});

const anyObject = Type.Record(
  Type.Integer(),
  Type.Record(
    Type.Integer(),
    Type.Record(
      Type.Integer(),
      Type.Union([
        Type.Number(),
        Type.String(),
        Type.Boolean(),
        Type.Record(Type.Integer(), Type.Union([Type.Number(), Type.String(), Type.Boolean()])),
      ]),
      { minProperties: 1 },
    ),
  ),
);

testProtocol("LwM2M CBOR, objects of any kind", {
  payload: anyObject,
  vectors: [
    {
      from: "a client of 2025: maps of indefinite length",
      hex: "bf03bf03bf031819ffff01bf01bf010bffffff",
      written: "a201a101a1010b03a103a1031819",
      value: { 3: { 3: { 3: 25 } }, 1: { 1: { 1: 11 } } },
      json: { 3: { 3: { 3: 25 } }, 1: { 1: { 1: 11 } } },
    },
    {
      from: "the same: a resource with instances beside one without",
      hex: "bf03bf03bf01bf010bff031819ffffff",
      written: "a103a103a201a1010b031819",
      value: { 3: { 3: { 1: { 1: 11 }, 3: 25 } } },
      json: { 3: { 3: { 1: { 1: 11 }, 3: 25 } } },
    },
  ],
  refused: {
    "a wrong type": [
      "a103a100a10041ff",
      "unexpected at byte 6, /3/0/0: expected a finite number, or text, or true or false, or a map with integer keys, found bytes",
    ],
    "a missing member": [
      "a103a100a0",
      "unexpected at byte 4, /3/0: expected a map with integer keys of at least 1 member, found one of 0",
    ],
    "an extra member": [
      "a103a200a100016161a10002",
      "unexpected at byte 7, /3/a: expected a map with integer keys, found another key",
    ],
  },
});
