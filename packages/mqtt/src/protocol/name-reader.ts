import { type TopicName, tryTopicName } from "./topic-name.ts";

/** Takes topic names apart; `undefined` where one is none of ours. */
export type NameReader = (topicName: string) => TopicName | undefined;

const MOST = 20_000;
/** Names of more characters are not kept: anybody may send them. */
const MOST_CHARACTERS = 256;

/** A reader that remembers: a fleet uses the same topic names over and over, and each message asks several times. */
export function createNameReader(): NameReader {
  const known = new Map<string, TopicName | undefined>();
  return (topicName) => {
    if (topicName.length > MOST_CHARACTERS) return tryTopicName(topicName);
    const found = known.get(topicName);
    if (found !== undefined || known.has(topicName)) return found;
    if (known.size >= MOST) known.clear();
    const name = tryTopicName(topicName);
    known.set(topicName, name);
    return name;
  };
}
