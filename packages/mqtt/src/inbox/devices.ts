import { type Counter, createCounter, type Irregularity } from "../protocol/counter.ts";
import type { TopicName } from "../protocol/topic-name.ts";
import {
  joinEntries,
  type LastHeard,
  readDeviceEntry,
  writeDeviceEntry,
  writeHeard,
} from "./store/device-entry.ts";
import { linkRecord } from "./store/record.ts";
import type { Store } from "./store/store.ts";

/** A message that is about to be written. */
export interface Placed {
  readonly host: string | undefined;
  readonly name: TopicName | undefined;
  readonly record: Buffer;
}

/** The latest message of each device of a batch. */
export type Latest = ReadonlyMap<string, number>;

/** What is known of all devices. */
export interface Devices {
  /** Takes the number of a device's next message, and says what is irregular about it. */
  take(devEui: string, number: bigint): Irregularity | undefined;
  /** How far a number is behind the last one of its device; `undefined` where it is above it. */
  behind(devEui: string, number: bigint): bigint | undefined;
  /**
   * Whether a number with which the same message came before may be of a device that counts anew: it begins where devices
   * begin, or goes on from there.
   */
  mayBeAnew(devEui: string, number: bigint): boolean;
  /** A message came that is the same as one before, and may be of a device that counts anew: what comes next will show. */
  setAnew(devEui: string, number: bigint): void;
  /** A number that came another way, such as with a request: it is no gap. */
  note(devEui: string, number: bigint, heard?: LastHeard): void;
  /** The number that the device's latest message on disk has; 0 where there is none. */
  latest(devEui: string): number;
  lastHeard(devEui: string): LastHeard | undefined;
  /** Links each message of a batch, of which the first gets this number, to the one before it of the same device. */
  link(placed: readonly Placed[], first: number): Latest;
  /** Whether anything is to be written beside the messages of a batch. */
  readonly hasUnwritten: boolean;
  /** The entries that have changed, and those of a batch, joined. */
  takeUnwritten(latest: Latest): string;
  /** They are on disk. */
  written(latest: Latest): void;
  /** They could not be written. */
  putBack(): void;
}

interface Device {
  readonly counter: Counter;
  first: bigint | undefined;
  anew: bigint | undefined;
  latest: number;
  heard: LastHeard | undefined;
  /** The same as text; `undefined` where it has changed. */
  heardText: string | undefined;
  /** Whether it is among those to be written. */
  unwritten: boolean;
}

/** The most devices in memory: anybody may make up more. The others are read again. */
const MOST_DEVICES = 100_000;
/** So many numbers may be missing where a device goes on. */
const MOST_SKIPPED = 64n;

/** Follows devices, from where an inbox was left. `onNoted` is called when there is something to write of one. */
export function createDevices({ devices }: Pick<Store, "devices">, onNoted: () => void): Devices {
  const known = new Map<string, Device>();
  let writing = new Map<string, Device>();
  let unwritten = new Map<string, Device>();

  const read = (devEui: string): Device => {
    const { last, noted, ...rest } = readDeviceEntry(devices.get(devEui));
    const { first, anew, latest, heard } = rest;
    const counter = createCounter(last, noted);
    return { counter, first, anew, latest, heard, heardText: undefined, unwritten: false };
  };
  const deviceOf = (devEui: string): Device => {
    let device = known.get(devEui);
    if (device === undefined) {
      device = unwritten.get(devEui) ?? writing.get(devEui) ?? read(devEui);
      if (known.size >= MOST_DEVICES) known.delete(known.keys().next().value as string);
      known.set(devEui, device);
    }
    return device;
  };
  const change = (devEui: string, device: Device): void => {
    if (device.unwritten) return;
    device.unwritten = true;
    unwritten.set(devEui, device);
  };
  const hear = (device: Device, { device: spelled, prefix }: LastHeard, host: string | undefined): void => {
    const { heard } = device;
    if (heard?.device === spelled && heard.prefix === prefix && heard.host === host) return;
    device.heardText = undefined;
    device.heard = { device: spelled, prefix, ...(host === undefined ? {} : { host }) };
  };

  return {
    take: (devEui, number) => {
      const device = deviceOf(devEui);
      change(devEui, device);
      const begins = device.counter.last === undefined;
      const irregular = device.counter.take(number);
      if (begins || irregular?.type === "restart") device.first = number;
      device.anew = undefined;
      return irregular;
    },
    behind: (devEui, number) => {
      const { last } = deviceOf(devEui).counter;
      return last === undefined || number > last ? undefined : last - number;
    },
    mayBeAnew: (devEui, number) => {
      const { first, anew } = deviceOf(devEui);
      if (number <= 1n || number === first) return true;
      return anew !== undefined && number > anew && number <= anew + MOST_SKIPPED;
    },
    setAnew: (devEui, number) => {
      const device = deviceOf(devEui);
      device.anew = number;
      change(devEui, device);
    },
    note: (devEui, number, heard) => {
      const device = deviceOf(devEui);
      device.counter.note(number);
      if (heard !== undefined) hear(device, heard, heard.host);
      change(devEui, device);
      onNoted();
    },
    latest: (devEui) => deviceOf(devEui).latest,
    lastHeard: (devEui) => deviceOf(devEui).heard,
    link: (placed, first) => {
      const latest = new Map<string, number>();
      placed.forEach(({ name, record, host }, index) => {
        if (name === undefined) return;
        const device = deviceOf(name.devEui);
        linkRecord(record, latest.get(name.devEui) ?? device.latest);
        latest.set(name.devEui, first + index);
        hear(device, name, host);
        change(name.devEui, device);
      });
      return latest;
    },
    get hasUnwritten() {
      return unwritten.size > 0;
    },
    takeUnwritten: (latest) => {
      writing = unwritten;
      unwritten = new Map();
      const lines: string[] = [];
      for (const [devEui, device] of writing) {
        const { counter, first, anew, latest: before, heard } = device;
        device.unwritten = false;
        const { last, noted } = counter;
        device.heardText ??= writeHeard(heard);
        const entry = { last, first, anew, noted, latest: latest.get(devEui) ?? before };
        lines.push(devEui + writeDeviceEntry(entry, device.heardText));
      }
      return joinEntries(lines);
    },
    written: (latest) => {
      for (const [devEui, number] of latest) deviceOf(devEui).latest = number;
    },
    putBack: () => {
      for (const device of writing.values()) device.unwritten = true;
      unwritten = new Map([...writing, ...unwritten]);
      writing = new Map();
    },
  };
}
