import type { Report } from "../events.ts";
import type { Inbox } from "../inbox/inbox.ts";
import type { Received } from "../inbox/store/record.ts";
import { tooLargeWords } from "../packets/limit.ts";
import type { NameReader } from "../protocol/name-reader.ts";
import { messageNameOf } from "../protocol/topic-name.ts";
import type { LongMessage, Route, SourceEvents, SourceMessage } from "./source.ts";

/** What it takes to see to messages that are too large. */
export interface TooLargeOptions {
  readonly inbox: Pick<Inbox, "bury">;
  receive(message: SourceMessage, route: Route): Received;
  readonly nameOf: NameReader;
  readonly report: Report;
}

/**
 * Sees to messages whose packet was longer than allowed: the beginning of an uplink becomes a dead letter, which is on disk
 * before the broker may forget it; a request gets no answer.
 */
export function createTooLarge(options: TooLargeOptions): SourceEvents["onLong"] {
  const { inbox, receive, nameOf, report } = options;
  return (message: LongMessage, route, done) => {
    const { topicName, direction, size, maxPacket } = message;
    const reason = tooLargeWords(size, maxPacket);
    if (direction === "up") {
      inbox.bury(receive(message, route), { code: "too-large", message: reason, size }, done);
      return;
    }
    done();
    const name = direction === "req" ? nameOf(topicName) : undefined;
    if (name === undefined) report({ type: "dropped", topicName, reason });
    else report({ type: "unanswered", devEui: name.devEui, message: messageNameOf(name), reason });
  };
}
