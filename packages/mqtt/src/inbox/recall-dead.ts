import type { NameReader } from "../protocol/name-reader.ts";
import type { DeadLetters, Letter } from "./dead-letters.ts";
import { readTopicName } from "./store/record.ts";
import type { Store } from "./store/store.ts";

/** Takes account of the dead letters of an inbox, those first that died first. */
export function recallDead(
  { dead, messages }: Pick<Store, "dead" | "messages">,
  nameOf: NameReader,
  letters: Pick<DeadLetters, "add">,
): void {
  const found: Letter[] = [];
  for (const { key: number, value } of dead.getRange({})) {
    const record = messages.get(number);
    if (record === undefined) continue;
    const lane = nameOf(readTopicName(record))?.devEui ?? "";
    found.push({ number, lane, bytes: record.length, lived: value.lived ?? 0 });
  }
  found.sort((one, other) => one.lived - other.lived);
  found.forEach(letters.add);
}
