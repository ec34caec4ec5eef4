import { type DeadEntry, type DeviceEntry, PendingMark, type Store } from "./store.ts";

/** What one transaction writes, in a form that goes from thread to thread. */
export interface Changes {
  /** The number of the first new message; the others follow it. */
  readonly first: number;
  /** The records of the new messages one behind another, and how long each is. */
  readonly records: Uint8Array<ArrayBuffer>;
  readonly lengths: readonly number[];
  /** Messages, new or old, that are dead now. */
  readonly dead: readonly (readonly [number: number, entry: DeadEntry])[];
  /** Messages that nobody waits for any more. */
  readonly done: readonly number[];
  readonly devices: readonly (readonly [devEui: string, entry: DeviceEntry])[];
  /** Old messages to remove. Those that somebody waits for by now are kept. */
  readonly removed: readonly number[];
}

/**
 * Writes changes, all or nothing; written once more, they make no difference.
 *
 * @throws LinkError `storage`
 */
export function writeChanges(store: Store, changes: Changes): void {
  const { first, records, lengths, dead, done, devices, removed } = changes;
  const buried = new Set(dead.map(([number]) => number));
  store.commit((setNext) => {
    let number = first;
    let at = 0;
    for (const length of lengths) {
      store.messages.putSync(number, Buffer.from(records.buffer, records.byteOffset + at, length));
      if (!buried.has(number)) store.pending.putSync(number, Buffer.of(PendingMark.fresh));
      at += length;
      number++;
    }
    if (lengths.length > 0) setNext(number);
    for (const one of done) store.pending.removeSync(one);
    for (const [one, entry] of dead) store.dead.putSync(one, entry);
    for (const [devEui, entry] of devices) store.devices.putSync(devEui, entry);
    for (const one of removed) {
      if (store.pending.doesExist(one)) continue;
      store.messages.removeSync(one);
      store.dead.removeSync(one);
    }
  });
}

/** Puts records one behind another. */
export function joinRecords(records: readonly Uint8Array[]): Pick<Changes, "records" | "lengths"> {
  const lengths = records.map(({ length }) => length);
  // Not `Buffer.concat`: what it makes may share its memory with others, and could not be handed over.
  const joined = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const record of records) {
    joined.set(record, at);
    at += record.length;
  }
  return { records: joined, lengths };
}
