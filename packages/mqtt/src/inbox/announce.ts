import type { Report } from "../events.ts";
import type { NameReader } from "../protocol/name-reader.ts";
import { messageNameOf } from "../protocol/topic-name.ts";
import type { DeadReason } from "./store/store.ts";

/** Says what becomes of messages, by their topic names. */
export interface Announcer {
  dead(topicName: string, number: number, reason: DeadReason): void;
  duplicate(topicName: string): void;
  retry(topicName: string, number: number, attempt: number, error: unknown): void;
}

/** What it takes to announce. */
export interface AnnouncerOptions {
  readonly report: Report;
  readonly nameOf: NameReader;
  idOf(number: number): string;
}

/** Makes events of what happens in an inbox. */
export function createAnnouncer({ report, nameOf, idOf }: AnnouncerOptions): Announcer {
  const whose = (topicName: string) => {
    const name = nameOf(topicName);
    return {
      devEui: name?.devEui ?? "",
      message: name === undefined ? "" : messageNameOf(name),
    };
  };
  return {
    dead: (topicName, number, { message }) =>
      report({ type: "dead-letter", id: idOf(number), ...whose(topicName), reason: message }),
    duplicate: (topicName) => report({ type: "duplicate", ...whose(topicName) }),
    retry: (topicName, number, attempt, error) =>
      report({ type: "retry", id: idOf(number), ...whose(topicName), attempt, reason: wordsOf(error) }),
  };
}

const MOST_WORDS = 500;

/** What an error says of itself. */
export function wordsOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, MOST_WORDS);
}
