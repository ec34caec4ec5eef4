import type { Report } from "../events.ts";

/** How many more messages may be taken. */
export interface Capacity {
  /** Whether there is room beside so many open messages. */
  has(open: number): boolean;
  /** With so many messages open, and so many in front of the inbox. Says so once when there is no room for them. */
  room(open: number, waiting: number): number;
}

/** Room for so many open messages. */
export function createCapacity(capacity: number, report: Report): Capacity {
  let full = false;
  return {
    has: (open) => open < capacity,
    room: (open, waiting) => {
      const left = Math.max(0, capacity - open);
      if (left > 0) full = false;
      else if (waiting > 0 && !full) {
        full = true;
        report({ type: "inbox-full", pending: open });
      }
      return left;
    },
  };
}
