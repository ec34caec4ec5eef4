import type { Verdict, Worker } from "../inbox/worker.ts";
import type { Meter } from "./meter.ts";
import type { SourceEvents } from "./source.ts";

/** Tells a meter of each message that comes, and of each uplink that is acknowledged. */
export function meterSource({ onUplink, onRequest, onLong }: SourceEvents, meter: Meter): SourceEvents {
  return {
    onUplink: (message, done) => {
      meter.received(message.topicName);
      onUplink(message, () => {
        meter.acknowledged();
        done();
      });
    },
    onRequest: (message) => {
      meter.received(message.topicName);
      onRequest(message);
    },
    onLong: (message, done) => {
      meter.received(message.topicName);
      onLong(message, () => {
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
      if (verdict.done) meter.processed(entry.topicName);
      return verdict;
    };
    const verdict = process(entry);
    return verdict instanceof Promise ? verdict.then(tell) : tell(verdict);
  };
}
