import { messageNameOf, tryTopicName } from "../protocol/topic-name.ts";

/** The label of messages whose type is none of the backend's: their names are up to strangers. */
const OTHER = "other";

/** How many topic names are known before they are looked up anew. */
const MOST_TOPICS = 100_000;

/** The values of the label `message`. */
export interface Labels {
  /** Lets a message type have a label of its own. */
  know(messageName: string): void;
  of(messageName: string): string;
  ofTopic(topicName: string): string;
}

/** No message type yet. */
export function createLabels(): Labels {
  const known = new Set<string>();
  /** The names that come are the same ones again and again. */
  const topics = new Map<string, string>();
  const of = (messageName: string): string => (known.has(messageName) ? messageName : OTHER);
  return {
    know: (messageName) => void known.add(messageName),
    of,
    ofTopic: (topicName) => {
      const kept = topics.get(topicName);
      if (kept !== undefined) return kept;
      const name = tryTopicName(topicName);
      const label = name === undefined ? OTHER : of(messageNameOf(name));
      if (topics.size >= MOST_TOPICS) topics.clear();
      topics.set(topicName, label);
      return label;
    },
  };
}
