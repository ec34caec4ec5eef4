import type { Report } from "../events.ts";
import type { MayTake } from "./fair-queue.ts";

/** How many more messages may be taken, and of whom. */
export interface Capacity {
  /** How many more there is room for beside so many open messages. */
  room(open: number): number;
  /**
   * Whether a device may have one more in the inbox, of which it holds so many: asked of those that are to be taken
   * together. `undefined` where all that wait may.
   */
  shares(open: number, waiting: number, heldBy: (lane: string) => number): MayTake | undefined;
  /** What waits in front of the inbox now that all were taken that could be. Says once that it is full, and once that there is room again. */
  look(open: number, waiting: Iterable<string>, heldBy: (lane: string) => number): void;
}

/** So much of the capacity is for devices that hold less than the room that is left. */
const RESERVED = 0.1;
/** There is room again when so much of the rest is left: one message more or less is no news. */
const AGAIN = 0.9;

/** Room for so many open messages. */
export function createCapacity(capacity: number, report: Report): Capacity {
  const open = capacity - Math.floor(capacity * RESERVED);
  let full = false;
  return {
    room: (held) => Math.max(0, capacity - held),
    // What is left is shared anew with each message: whoever floods, there is always room for one who does not.
    shares: (held, waiting, heldBy) =>
      held + waiting <= open
        ? undefined
        : (lane, ofLane, taken) => held + taken < open || heldBy(lane) + ofLane < capacity - held - taken,
    look: (held, waiting, heldBy) => {
      const lanes = [...waiting];
      if (full) {
        if (lanes.length > 0 || held > open * AGAIN) return;
        full = false;
        report({ type: "inbox-room", pending: held });
      } else if (lanes.length > 0) {
        full = true;
        const cause = lanes.find((lane) => lane !== "" && heldBy(lane) > held / 2);
        report({ type: "inbox-full", pending: held, ...(cause === undefined ? {} : { devEui: cause }) });
      }
    },
  };
}
