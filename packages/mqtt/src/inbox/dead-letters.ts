import { steadyTime } from "../clock.ts";
import type { Report } from "../events.ts";

/** A dead letter, as far as bounds go. */
export interface Letter {
  readonly number: number;
  /** The DevEUI; an empty text where there is none. */
  readonly lane: string;
  readonly bytes: number;
  /** When it died, in milliseconds on the inbox's own clock. */
  readonly lived: number;
}

/** How many dead letters are kept. */
export interface DeadLimits {
  readonly capacity: number;
  readonly bytes: number;
  /** In milliseconds. */
  readonly retention: number;
}

/** Keeps account of dead letters, so that they stay within their bounds. */
export interface DeadLetters {
  readonly kept: number;
  add(letter: Letter): void;
  /** Those to be let go now: the oldest of a device that has too many, the oldest of all, and those that are too old. */
  surplus(): readonly number[];
  /** They are gone. */
  letGo(numbers: readonly number[]): void;
  /** Says what there is to say. */
  tell(last?: boolean): void;
}

/** What it takes to keep account. */
export interface DeadLettersOptions {
  readonly limits: DeadLimits;
  /** Milliseconds on the inbox's own clock. */
  lived(): number;
  /** Whether a message is a dead letter on disk: it may have been replayed, or purged. */
  isDead(number: number): boolean;
  /** How many are on disk. */
  count(): number;
  readonly report: Report;
}

/** A device may have this part of all, so that others have some. */
const DEVICE_PART = 0.1;
/** From this part of the bounds on, somebody should look. */
const MOSTLY = 0.8;
/** And until it is less than this, nobody has to be told again. */
const STILL = 0.7;
/** The most that are let go in one transaction: more than can come in one. */
const MOST_LET_GO = 4000;
/** Milliseconds between two words of what is let go. */
const EVERY = 60_000;

type Cause = "device" | "capacity" | "retention";
const REASONS: Readonly<Record<Cause, string>> = {
  device: "one device may have a tenth of inbox.deadCapacity and of inbox.deadBytes",
  capacity: "more than inbox.deadCapacity or inbox.deadBytes",
  retention: "older than inbox.deadRetention",
};

/** The letters of one device, or of all, the oldest first. */
interface Pile {
  readonly letters: Map<number, Letter>;
  bytes: number;
}

/** What was let go and not told yet. */
interface Untold {
  readonly cause: Cause;
  readonly lane: string;
  count: number;
}

/** Begins with none. */
export function createDeadLetters(options: DeadLettersOptions): DeadLetters {
  const { limits, lived, isDead, count, report } = options;
  const ofDevice = {
    capacity: Math.max(1, limits.capacity * DEVICE_PART),
    bytes: limits.bytes * DEVICE_PART,
  };
  const all: Pile = { letters: new Map(), bytes: 0 };
  const lanes = new Map<string, Pile>();
  /** Devices that have more than before. */
  const grown = new Set<string>();
  /** Why those that are to be let go are. */
  let causes = new Map<number, Cause>();
  let untold = new Map<string, Untold>();
  let toldAt = Number.NEGATIVE_INFINITY;
  /** Goes off when what is untold may be told. */
  let later: NodeJS.Timeout | undefined;
  let warned = false;

  const put = (pile: Pile, letter: Letter): void => {
    pile.letters.set(letter.number, letter);
    pile.bytes += letter.bytes;
  };
  const forget = (number: number): Letter | undefined => {
    const letter = all.letters.get(number);
    if (letter === undefined) return undefined;
    for (const pile of [all, lanes.get(letter.lane) as Pile]) {
      pile.letters.delete(number);
      pile.bytes -= letter.bytes;
    }
    if (lanes.get(letter.lane)?.letters.size === 0) lanes.delete(letter.lane);
    return letter;
  };
  /** What was replayed or purged is no dead letter any more, and nobody has said so here. */
  const reconcile = (): void => {
    if (all.letters.size === count()) return;
    for (const number of [...all.letters.keys()]) if (!isDead(number)) forget(number);
  };
  /** Marks the oldest of a pile for as long as what is left of it is too much. */
  const thin = (
    pile: Pile,
    cause: Cause,
    isTooMuch: (letters: number, bytes: number, oldest: Letter) => boolean,
  ) => {
    let { size } = pile.letters;
    let left = pile.bytes;
    for (const letter of pile.letters.values()) {
      if (!causes.has(letter.number)) {
        if (causes.size >= MOST_LET_GO || !isTooMuch(size, left, letter)) return;
        causes.set(letter.number, cause);
      }
      size--;
      left -= letter.bytes;
    }
  };
  const exceeds = (letters: number, bytes: number, most: Pick<DeadLimits, "capacity" | "bytes">): boolean =>
    letters > most.capacity || (bytes > most.bytes && letters > 1);
  const isMostly = (part: number): boolean =>
    all.letters.size >= part * limits.capacity || all.bytes >= part * limits.bytes;
  const mark = (): void => {
    causes = new Map();
    for (const lane of grown) {
      const pile = lanes.get(lane);
      if (pile !== undefined) thin(pile, "device", (size, bytes) => exceeds(size, bytes, ofDevice));
    }
    thin(all, "retention", (_, __, oldest) => oldest.lived <= lived() - limits.retention);
    const [size, bytes] = [all.letters.size - causes.size, all.bytes];
    if (exceeds(size, bytes, limits))
      thin(all, "capacity", (letters, left) => exceeds(letters, left, limits));
  };

  const tell = (last = false): void => {
    const say = (letGo: number, reason: string, lane: string): void =>
      report({
        type: "dead-letters",
        kept: all.letters.size,
        bytes: all.bytes,
        letGo,
        reason,
        ...(lane === "" ? {} : { devEui: lane }),
      });
    if (!warned && isMostly(MOSTLY)) reconcile();
    mark();
    // While some are on their way out, it is not known what stays.
    const mostly = causes.size === 0 && isMostly(MOSTLY);
    if (mostly && !warned) say(0, "most of inbox.deadCapacity or inbox.deadBytes is used", "");
    warned = mostly || (warned && isMostly(STILL));
    const wait = toldAt + EVERY - steadyTime();
    if (untold.size > 0 && (last || wait <= 0)) {
      toldAt = steadyTime();
      for (const { cause, lane, count: letGo } of untold.values()) say(letGo, REASONS[cause], lane);
      untold = new Map();
    }
    clearTimeout(later);
    // Nothing else may happen for long.
    if (untold.size > 0) later = setTimeout(tell, wait).unref();
  };

  return {
    get kept() {
      return all.letters.size;
    },
    add: (letter) => {
      // One that was replayed and died again is the latest.
      forget(letter.number);
      const lane = lanes.get(letter.lane) ?? { letters: new Map(), bytes: 0 };
      lanes.set(letter.lane, lane);
      for (const pile of [all, lane]) put(pile, letter);
      grown.add(letter.lane);
    },
    surplus: () => {
      mark();
      if (causes.size > 0) {
        reconcile();
        mark();
      }
      if (causes.size < MOST_LET_GO) grown.clear();
      return [...causes.keys()];
    },
    letGo: (numbers) => {
      for (const number of numbers) {
        const cause = causes.get(number) ?? "capacity";
        const letter = forget(number);
        if (letter === undefined) continue;
        const lane = cause === "device" ? letter.lane : "";
        const key = `${cause} ${lane}`;
        const kept = untold.get(key) ?? { cause, lane, count: 0 };
        untold.set(key, kept);
        kept.count++;
        // It may not have been enough.
        grown.add(letter.lane);
      }
    },
    tell,
  };
}
