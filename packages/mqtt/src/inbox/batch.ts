import { unixTime } from "../clock.ts";
import type { ArrivalBatch } from "./arrivals.ts";
import type { Latest } from "./devices.ts";
import type { DeadEntry } from "./store/store.ts";
import type { Ends } from "./work.ts";
import { type Changes, joinRecords } from "./write/changes.ts";

/** What one transaction writes. */
export interface Batch {
  readonly arrivals: ArrivalBatch;
  readonly ends: Ends;
  /** The latest message of each device that has new ones. */
  readonly latest: Latest;
  /** The entries of the devices of which something has changed, joined. */
  readonly devices: string;
  /** Dead letters of which there are too many. */
  readonly letGo: readonly number[];
  /** How long the inbox has lived, in milliseconds. */
  readonly lived: number;
  readonly sweep: Changes["sweep"];
}

/** The same for the thread that writes. */
export function changesOf({ arrivals, ends, devices, letGo, lived, sweep }: Batch): Changes {
  const { first, fresh } = arrivals;
  const diedAt = unixTime();
  const dead: [number, DeadEntry][] = [];
  fresh.forEach(({ reason }, index) => {
    if (reason !== undefined) dead.push([first + index, { reason, attempts: 0, diedAt, lived }]);
  });
  for (const { task, reason } of ends.deaths) {
    dead.push([task.number, { reason, attempts: task.attempt, diedAt, lived }]);
  }
  return {
    first,
    ...joinRecords(fresh.map(({ record }) => record)),
    dead,
    done: Float64Array.from(ends.done),
    devices,
    letGo,
    ...(sweep === undefined ? {} : { sweep }),
  };
}
