import type { Database } from "lmdb";

/** A message that waits for its handler. */
export interface WaitingNumber {
  readonly number: number;
  /** Whether somebody asked for it to be handled once more. */
  readonly replay: boolean;
}

/** Which messages wait for their handlers: two bits for each, on pages of a thousand, so that a batch changes a few pages alone. */
export interface WaitingList {
  has(number: number): boolean;
  count(): number;
  /** The oldest first. */
  numbers(): Iterable<WaitingNumber>;
  /** The replays among them. */
  replays(): number[];
  /** Lets many be changed at once. Only within a transaction. */
  change(write: (changes: WaitingChanges) => void): void;
}

/** What may become of a message's bits. */
export interface WaitingChanges {
  add(number: number): void;
  replay(number: number): void;
  remove(number: number): void;
}

/** Messages on one page. */
export const ON_PAGE = 1024;
/** The first half of a page says who waits, the second which of them are replays. */
const HALF = ON_PAGE / 8;
const NONE = Buffer.alloc(HALF);
/** Bytes of a page. */
export const PAGE_BYTES = 2 * HALF;

/** The list that is kept in a table, one entry for each page on which anything waits. */
export function createWaitingList(table: Database<Buffer, number>): WaitingList {
  const pageOf = (number: number): number => Math.floor(number / ON_PAGE);
  const isSet = (page: Buffer, half: number, at: number): boolean =>
    ((page[half + (at >> 3)] as number) & (1 << (at & 7))) !== 0;
  const set = (page: Buffer, half: number, at: number, on: boolean): void => {
    const byte = half + (at >> 3);
    const bit = 1 << (at & 7);
    page[byte] = on ? (page[byte] as number) | bit : (page[byte] as number) & ~bit;
  };

  return {
    has: (number) => {
      const page = table.get(pageOf(number));
      return page !== undefined && isSet(page, 0, number % ON_PAGE);
    },
    count: () => {
      let count = 0;
      for (const { value } of table.getRange({})) {
        for (let byte = 0; byte < HALF; byte++) count += bitsOf(value[byte] as number);
      }
      return count;
    },
    *numbers() {
      for (const { key, value } of table.getRange({})) {
        const page = Buffer.from(value);
        for (let at = 0; at < ON_PAGE; at++) {
          if (isSet(page, 0, at)) yield { number: key * ON_PAGE + at, replay: isSet(page, HALF, at) };
        }
      }
    },
    replays: () => {
      const numbers: number[] = [];
      for (const { key, value } of table.getRange({})) {
        if (NONE.compare(value, HALF) === 0) continue;
        for (let at = 0; at < ON_PAGE; at++) if (isSet(value, HALF, at)) numbers.push(key * ON_PAGE + at);
      }
      return numbers;
    },
    change: (write) => {
      const pages = new Map<number, Buffer>();
      const pageFor = (number: number): Buffer => {
        const key = pageOf(number);
        let page = pages.get(key);
        if (page === undefined) {
          page = Buffer.from(table.get(key) ?? Buffer.alloc(2 * HALF));
          pages.set(key, page);
        }
        return page;
      };
      const mark = (number: number, waits: boolean, replay: boolean): void => {
        const page = pageFor(number);
        set(page, 0, number % ON_PAGE, waits);
        set(page, HALF, number % ON_PAGE, replay);
      };
      write({
        add: (number) => mark(number, true, false),
        replay: (number) => mark(number, true, true),
        remove: (number) => mark(number, false, false),
      });
      for (const [key, page] of pages) {
        if (page.every((byte) => byte === 0)) table.removeSync(key);
        else table.putSync(key, page);
      }
    },
  };
}

/** Which of a page's messages wait, by their place on it. */
export function waitingOn(page: Buffer): number[] {
  const places: number[] = [];
  for (let at = 0; at < ON_PAGE; at++)
    if (((page[at >> 3] as number) & (1 << (at & 7))) !== 0) places.push(at);
  return places;
}

function bitsOf(byte: number): number {
  let count = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) count++;
  return count;
}
