import { unixTime } from "../clock.ts";
import type { ArrivalBatch } from "./arrivals.ts";
import { type Changes, joinRecords } from "./changes.ts";
import type { Latest } from "./devices.ts";
import type { DeadEntry } from "./store.ts";
import type { Ends } from "./work.ts";

/** What one transaction writes. */
export interface Batch {
  /** The number of the first new message. */
  readonly first: number;
  readonly arrivals: ArrivalBatch;
  readonly ends: Ends;
  /** The latest message of each device that has new ones. */
  readonly latest: Latest;
  /** The entries of the devices of which something has changed. */
  readonly devices: ReadonlyMap<string, string>;
  readonly sweep: Changes["sweep"];
}

/** The same for the thread that writes. */
export function changesOf({ first, arrivals, ends, devices, sweep }: Batch): Changes {
  const diedAt = unixTime();
  const dead: [number, DeadEntry][] = [];
  arrivals.fresh.forEach(({ reason }, index) => {
    if (reason !== undefined) dead.push([first + index, { reason, attempts: 0, diedAt }]);
  });
  for (const { task, reason } of ends.deaths) {
    dead.push([task.number, { reason, attempts: task.attempt, diedAt }]);
  }
  const done = new Float64Array(ends.done.length);
  for (const [index, { number }] of ends.done.entries()) done[index] = number;
  return {
    first,
    ...joinRecords(arrivals.fresh.map(({ record }) => record)),
    dead,
    done,
    devices,
    ...(sweep === undefined ? {} : { sweep }),
  };
}
