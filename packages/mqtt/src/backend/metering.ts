import type { Verdict, Worker } from "../inbox/worker.ts";
import type { Meter } from "./meter.ts";
import type { SourceEvents } from "./source.ts";

/** Tells a meter of each message that comes, and of each uplink that is acknowledged. */
export function meterSource({ onUplink, onRequest, onLong }: SourceEvents, meter: Meter): SourceEvents {
  return {
    onUplink: (message, route, done) => {
      meter.received(message.topicName);
      onUplink(message, route, () => {
        meter.acknowledged();
        done();
      });
    },
    onRequest: (message, route) => {
      meter.received(message.topicName);
      onRequest(message, route);
    },
    onLong: (message, route, done) => {
      meter.received(message.topicName);
      onLong(message, route, () => {
        if (message.direction === "up") meter.acknowledged();
        done();
      });
    },
  };
}

/** Tells a meter of each uplink that is done. */
export function meterProcess(process: Worker["process"], meter: Meter): Worker["process"] {
  return (entry) => {
    const tell = (verdict: Verdict): Verdict => {
      if (verdict.done && !("same" in verdict)) meter.processed(entry.topicName);
      return verdict;
    };
    const verdict = process(entry);
    return verdict instanceof Promise ? verdict.then(tell) : tell(verdict);
  };
}
