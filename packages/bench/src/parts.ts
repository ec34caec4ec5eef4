import { everyCase } from "./corpus/corpus.ts";
import { groupOf, groups } from "./corpus/groups.ts";

/** What `--only` takes: groups of messages, and what is measured beside their speed. */
export const parts: readonly string[] = [
  ...Object.keys(groups),
  "spellings",
  "fourteen",
  "refuse",
  "cold",
  "together",
];

/** Whether a group of rows belongs to these parts of the corpus and to these messages; without any, to all. */
export function isWanted(group: string, only: readonly string[], messages: readonly string[]): boolean {
  if (only.length === 0 && messages.length === 0) return true;
  const [kind, name] = group.split("/");
  const one = everyCase.find((candidate) => candidate.name === name);
  const isOfCorpus = one !== undefined || kind === "fourteen";
  if (!isOfCorpus || (messages.length > 0 && !messages.includes(name as string))) return false;
  if (only.length === 0) return kind === "apart" || kind === "refuse" || kind === "cold";
  if (kind !== "apart") return only.includes(kind as string);
  return only.includes("spellings") || only.includes(groupOf(one as (typeof everyCase)[number]));
}
