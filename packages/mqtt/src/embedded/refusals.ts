import type { Report } from "../events.ts";
import { createTallies } from "./tallies.ts";

/** Whom the broker does not let in. */
export interface Refused {
  /** Where it came from. */
  readonly address: string;
  /** The client id that it said; empty where it said none. */
  readonly client: string;
  readonly reason: string;
}

/** Tells of those who are not let in, however many they are. */
export interface Refusals {
  refuse(refused: Refused): void;
  /** Tells what was not told yet. */
  close(): void;
}

/** The most characters of a client id that a stranger has said. */
const MOST_CHARACTERS = 100;

/** Tells the first refusal of a reason at once, and those that follow together: whoever fails all the time fills no log. */
export function createRefusals(report: Report): Refusals {
  const tallies = createTallies<Refused>((refused, count) =>
    report({ type: "client-refused", ...refused, client: refused.client.slice(0, MOST_CHARACTERS), count }),
  );
  return { refuse: (refused) => tallies.add(refused.reason, refused), close: tallies.close };
}
