import { defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { type Case, field } from "./case.ts";

const integers = (key: number) => Type.Optional(Type.Record(Type.Integer(), Type.Integer(), { key }));
const text = (key: number) => Type.Optional(Type.String({ key }));
const integer = (key: number) => Type.Optional(Type.Integer({ key }));

/** The object 3, Device. */
const message = defineMessage({
  name: "up/device",
  title: "LwM2M device",
  payload: Type.Object({
    device: Type.Record(
      Type.Integer(),
      Type.Object({
        manufacturer: text(0),
        modelNumber: text(1),
        serialNumber: text(2),
        firmwareVersion: text(3),
        availablePowerSources: integers(6),
        powerSourceVoltage: integers(7),
        powerSourceCurrent: integers(8),
        batteryLevel: integer(9),
        memoryFree: integer(10),
        errorCode: Type.Record(Type.Integer(), Type.Integer(), { key: 11 }),
        currentTime: integer(13),
        utcOffset: text(14),
        supportedBindings: text(16),
      }),
      { key: 3 },
    ),
  }),
});

type Device = MessageValue<typeof message>;

const keys: Record<string, number> = {
  manufacturer: 0,
  modelNumber: 1,
  serialNumber: 2,
  firmwareVersion: 3,
  availablePowerSources: 6,
  powerSourceVoltage: 7,
  powerSourceCurrent: 8,
  batteryLevel: 9,
  memoryFree: 10,
  errorCode: 11,
  currentTime: 13,
  utcOffset: 14,
  supportedBindings: 16,
};
const names = Object.keys(keys);

/** Records of integers have integer keys on the wire. */
function wireOf(member: unknown): unknown {
  if (typeof member !== "object" || member === null) return member;
  const map = new Map<number, unknown>();
  for (const key in member) map.set(Number(key), (member as Record<string, unknown>)[key]);
  return map;
}

/** An object of the Open Mobile Alliance: maps in maps, all with integer keys. */
export const lwm2m: Case = field({
  name: "lwm2m",
  about: "LwM2M CBOR, the object Device",
  message,
  value: {
    device: {
      0: {
        manufacturer: "Open Mobile Alliance",
        modelNumber: "Lightweight M2M Client",
        serialNumber: "345000123",
        firmwareVersion: "1.0",
        availablePowerSources: { 0: 1, 1: 5 },
        powerSourceVoltage: { 0: 3800, 1: 5000 },
        powerSourceCurrent: { 0: 125, 1: 900 },
        batteryLevel: 100,
        memoryFree: 15,
        errorCode: { 0: 0 },
        currentTime: 1_767_312_000,
        utcOffset: "+02:00",
        supportedBindings: "U",
      },
    },
  },
  wire: {
    toMap({ device }: Device) {
      const instances = new Map<number, unknown>();
      for (const id in device) {
        const map = new Map<number, unknown>();
        const one = device[id] as Record<string, unknown>;
        for (const name in one) map.set(keys[name] as number, wireOf(one[name]));
        instances.set(Number(id), map);
      }
      return new Map([[3, instances]]);
    },
    fromObject(read: Record<number, Record<string, Record<number, unknown>>>) {
      const device: Record<string, unknown> = {};
      for (const id in read[3]) {
        const wire = read[3][id] as Record<number, unknown>;
        const one: Record<string, unknown> = {};
        for (const name of names) {
          const member = wire[keys[name] as number];
          if (member !== undefined) one[name] = member;
        }
        device[id] = one;
      }
      return { device };
    },
  },
});
