import { splitEntries } from "../store/device-entry.ts";
import type { DeadEntry, Store } from "../store/store.ts";
import { type SweepOptions, type Swept, sweep } from "./retention.ts";

/** What one transaction writes, in a form that goes from thread to thread: what is one for each message is handed over, not copied. */
export interface Changes {
  /** The number of the first new message; the others follow it. */
  readonly first: number;
  /** The records of the new messages one behind another, and how long each is. */
  readonly records: Uint8Array<ArrayBuffer>;
  readonly lengths: Uint32Array<ArrayBuffer>;
  /** Messages, new or old, that are dead now. */
  readonly dead: readonly (readonly [number: number, entry: DeadEntry])[];
  /** Dead letters to be let go, unless somebody asked for them meanwhile. */
  readonly letGo: readonly number[];
  /** Messages that nobody waits for any more. */
  readonly done: Float64Array<ArrayBuffer>;
  /** The entries of the devices of which something has changed, joined. */
  readonly devices: string;
  /** Which old messages to remove, and how old messages are by now. */
  readonly sweep?: SweepOptions & { readonly ages: string };
}

/** The memory of changes that may be handed over. */
export function memoryOf({ records, lengths, done }: Changes): ArrayBuffer[] {
  return [records.buffer, lengths.buffer, done.buffer];
}

/**
 * Writes changes, all or nothing; written once more, they make no difference. `check` is called first, within the same
 * transaction; what it throws, nothing is written after.
 *
 * @throws LinkError `storage`
 */
export function writeChanges(
  store: Store,
  changes: Changes,
  check: () => void = () => {},
): Swept | undefined {
  const { first, records, lengths, dead, done, devices, letGo } = changes;
  const buried = new Set(dead.map(([number]) => number));
  return store.commit((setNext) => {
    check();
    let number = first;
    let at = 0;
    for (const length of lengths) {
      store.messages.putSync(number++, Buffer.from(records.buffer, records.byteOffset + at, length));
      at += length;
    }
    const before = store.nextNumber();
    if (lengths.length > 0) setNext(number);
    store.waiting.change(({ add, remove }) => {
      for (let fresh = first; fresh < number; fresh++) if (!buried.has(fresh)) add(fresh);
      for (const one of done) remove(one);
      if (lengths.length === 0) return;
      // Of a write of which nothing was heard, and that had more in it: others get these numbers.
      for (let unheard = number; unheard < before; unheard++) {
        store.messages.removeSync(unheard);
        store.dead.removeSync(unheard);
        remove(unheard);
      }
    });
    for (const [one, entry] of dead) store.dead.putSync(one, entry);
    for (const one of letGo) {
      if (store.waiting.has(one) || !store.dead.doesExist(one)) continue;
      store.dead.removeSync(one);
      store.messages.removeSync(one);
      store.noteSwept(one + 1);
    }
    for (const [devEui, entry] of splitEntries(devices)) store.devices.putSync(devEui, entry);
    if (changes.sweep === undefined) return undefined;
    store.setAges(changes.sweep.ages);
    return sweep(store, changes.sweep);
  }, records.length);
}

/** Puts records one behind another. */
export function joinRecords(records: readonly Uint8Array[]): Pick<Changes, "records" | "lengths"> {
  const lengths = new Uint32Array(records.length);
  let bytes = 0;
  for (let index = 0; index < records.length; index++) {
    const { length } = records[index] as Uint8Array;
    lengths[index] = length;
    bytes += length;
  }
  // Not `Buffer.concat`: what it makes may share its memory with others, and could not be handed over.
  const joined = new Uint8Array(bytes);
  let at = 0;
  for (const record of records) {
    joined.set(record, at);
    at += record.length;
  }
  return { records: joined, lengths };
}
