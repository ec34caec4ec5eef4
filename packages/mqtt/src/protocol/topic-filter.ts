import { LinkError } from "../error.ts";
import { type DevEuiSpelling, formatDevEui } from "./dev-eui.ts";
import { checkLevel, checkPrefix } from "./level.ts";
import { DEFAULT_PREFIX, type Direction, messageNameOf, topicNameOf } from "./topic-name.ts";

/** What a topic filter is to match; a part that is left out matches anything, the prefix is `LOB`. */
export interface TopicFilterParts {
  readonly prefix?: string;
  readonly devEui?: string;
  readonly spelling?: DevEuiSpelling;
  readonly direction: Direction;
  readonly type?: string;
}

/**
 * Writes a topic filter such as `LOB/+/up/+`.
 *
 * @throws LinkError `invalid-name`
 * @see {@link https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html | MQTT 5 §4.7.1}
 */
export function formatTopicFilter(parts: TopicFilterParts): string {
  const { prefix = DEFAULT_PREFIX, devEui, spelling = "hex", direction, type } = parts;
  checkPrefix(prefix);
  const device = devEui === undefined ? "+" : formatDevEui(devEui, spelling);
  if (type !== undefined) checkLevel(type, "message type", 0);
  return topicNameOf({ prefix, device }, messageNameOf({ direction, type: type ?? "+" }));
}

/** The topic filter of the downlinks to a device, spelled as it is here. Nothing is checked. */
export function downlinkFilterOf(prefix: string, device: string): string {
  return topicNameOf({ prefix, device }, "down/+");
}

/**
 * Checks a topic filter: `#` alone and last, `+` alone in its level.
 *
 * @throws LinkError `invalid-name` with the `offset` of the wildcard that is wrong
 */
export function checkTopicFilter(topicFilter: string): void {
  let offset = 0;
  const levels = topicFilter.split("/");
  if (topicFilter === "") throw wrongFilter("at least one character", 0);
  levels.forEach((level, index) => {
    if (level.includes("#") && (level !== "#" || index < levels.length - 1)) {
      throw wrongFilter("# alone in the last level", offset + level.indexOf("#"));
    }
    if (level.includes("+") && level !== "+") {
      throw wrongFilter("+ alone in its level", offset + level.indexOf("+"));
    }
    offset += level.length + 1;
  });
}

/**
 * Whether a topic filter matches a topic name.
 *
 * @throws LinkError `invalid-name` when the filter is none
 * @see {@link https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html | MQTT 5 §4.7.1 and §4.7.2}
 */
export function matchesTopicFilter(topicFilter: string, topicName: string): boolean {
  checkTopicFilter(topicFilter);
  if (topicName.startsWith("$") && /^[+#]/.test(topicFilter)) return false;
  const filter = topicFilter.split("/");
  const name = topicName.split("/");
  for (const [index, level] of filter.entries()) {
    if (level === "#") return true;
    if (index >= name.length) return false;
    if (level !== "+" && level !== name[index]) return false;
  }
  return filter.length === name.length;
}

function wrongFilter(expected: string, offset: number): LinkError {
  return new LinkError("invalid-name", `topic filter at character ${offset}: expected ${expected}`, {
    offset,
  });
}
