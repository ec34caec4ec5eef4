import { matchesTopicFilter } from "@wirebook/mqtt";

/** What somebody may do, as topic filters. */
export interface Rights {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/** Reads an access list: rights by user; those of who has none stand under the empty name. */
export function readAccessList(text: string): ReadonlyMap<string, Rights> {
  const all = new Map<string, { read: string[]; write: string[] }>();
  let user = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("user ")) user = line.slice("user ".length);
    const [, right = "", filter] = /^topic (read|write|readwrite) (.+)$/.exec(line) ?? [];
    if (filter === undefined) continue;
    const rights = all.get(user) ?? { read: [], write: [] };
    all.set(user, rights);
    if (right !== "write") rights.read.push(filter);
    if (right !== "read") rights.write.push(filter);
  }
  return all;
}

/** A topic name that a filter matches; `undefined` for those of the broker itself. */
export function topicIn(filter: string | undefined): string | undefined {
  if (filter === undefined || filter.startsWith("$")) return undefined;
  return filter
    .split("/")
    .map((level) => (level === "+" || level === "#" ? "wirebook-check" : level))
    .join("/");
}

/** A topic name that none of these filters match; `undefined` where they match all. */
export function topicOutside(filters: readonly string[]): string | undefined {
  const topicName = "wirebook-check/of-nobody/a/b/c/d";
  return filters.some((filter) => matchesTopicFilter(filter, topicName)) ? undefined : topicName;
}
