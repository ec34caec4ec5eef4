import { LinkError } from "../error.ts";
import { checkTopicFilter, matchesTopicFilter } from "../protocol/topic-filter.ts";
import { tryTopicName } from "../protocol/topic-name.ts";

/** Somebody who is neither a device nor an operator, and what it may do. */
export interface OtherAccess {
  /** The user, the PSK identity or the CN of the certificate. */
  readonly name: string;
  /** Topic filters of what it may receive. */
  readonly read?: readonly string[];
  /** Topic filters of where it may publish; under the devices' topics nobody can but devices and operators. */
  readonly write?: readonly string[];
}

/**
 * Looks at the filters, once.
 *
 * @throws LinkError `invalid-configuration` where a name is there twice, `invalid-name` where a filter is none
 */
export function checkOthers(access: readonly OtherAccess[]): void {
  const known = new Set<string>();
  for (const { name, read = [], write = [] } of access) {
    if (name === "" || known.has(name)) {
      throw new LinkError(
        "invalid-configuration",
        "embedded.access: expected each name once, and none empty",
      );
    }
    known.add(name);
    for (const filter of [...read, ...write]) checkTopicFilter(filter);
  }
}

/** Why it may not publish under a topic name; `undefined` where it may. */
export function refusedPublish(
  { write = [] }: OtherAccess,
  topicName: string,
  prefix: string,
): string | undefined {
  if (tryTopicName(topicName)?.prefix === prefix) return "expected a topic that is no device's";
  if (write.some((filter) => matchesTopicFilter(filter, topicName))) return undefined;
  return "expected a topic that access lets it write";
}

/** Whether it may be sent what was published under a topic name. */
export function mayHear({ read = [] }: OtherAccess, topicName: string): boolean {
  return read.some((filter) => matchesTopicFilter(filter, topicName));
}

/** Why it may not subscribe; `undefined` where one of its filters matches all that the subscription does. */
export function refusedFilter({ read = [] }: OtherAccess, topicFilter: string): string | undefined {
  if (read.some((filter) => covers(filter.split("/"), topicFilter.split("/")))) return undefined;
  return "expected a topic filter that access lets it read";
}

function covers(wide: readonly string[], narrow: readonly string[]): boolean {
  for (const [index, level] of wide.entries()) {
    if (level === "#") return true;
    const other = narrow[index];
    if (other === undefined || other === "#") return false;
    if (level !== "+" && level !== other) return false;
  }
  return wide.length === narrow.length;
}
