import { type Counter, createCounter, type Irregularity } from "../protocol/counter.ts";
import type { Store } from "./store.ts";

/** The numbers of all devices. */
export interface DeviceNumbers {
  /** Takes the number of a device's next message, and says what is irregular about it. */
  take(devEui: string, number: bigint): Irregularity | undefined;
  /** A number that came another way, such as with a request: it is no gap. */
  note(devEui: string, number: bigint): void;
  /** The devices whose last number is not written yet, each with it. */
  takeUnwritten(): ReadonlyMap<string, bigint>;
  /** Those could not be written. */
  putBack(unwritten: ReadonlyMap<string, bigint>): void;
}

/** The most devices in memory: anybody may make up more. The others are read again. */
const MOST_DEVICES = 100_000;

/** Follows the numbers of devices, from where an inbox was left. */
export function createDeviceNumbers({ devices }: Pick<Store, "devices">): DeviceNumbers {
  const counters = new Map<string, Counter>();
  let writing: ReadonlyMap<string, bigint> = new Map();
  let unwritten = new Map<string, bigint>();

  const lastOf = (devEui: string): bigint | undefined => {
    const fresh = unwritten.get(devEui) ?? writing.get(devEui);
    if (fresh !== undefined) return fresh;
    const kept = devices.get(devEui);
    return kept === undefined ? undefined : BigInt(kept);
  };
  const counterOf = (devEui: string): Counter => {
    let counter = counters.get(devEui);
    if (counter === undefined) {
      if (counters.size >= MOST_DEVICES) counters.delete(counters.keys().next().value as string);
      counter = createCounter(lastOf(devEui));
      counters.set(devEui, counter);
    }
    return counter;
  };

  return {
    take: (devEui, number) => {
      const counter = counterOf(devEui);
      const irregular = counter.take(number);
      unwritten.set(devEui, counter.last ?? number);
      return irregular;
    },
    note: (devEui, number) => counterOf(devEui).note(number),
    takeUnwritten: () => {
      writing = unwritten;
      unwritten = new Map();
      return writing;
    },
    putBack: (before) => {
      unwritten = new Map([...before, ...unwritten]);
      writing = new Map();
    },
  };
}
