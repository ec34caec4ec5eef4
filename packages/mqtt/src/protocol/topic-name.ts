import { type DevEuiSpelling, formatDevEui, tryDevEui } from "./dev-eui.ts";
import { checkLength, checkLevel, checkPrefix, wrong } from "./level.ts";

/** The prefix of the gateways' topics where none was set. */
export const DEFAULT_PREFIX = "LOB";

/** First level of a message type's name: `up` and `req` come from the device, `down` goes to it. */
export type Direction = "up" | "req" | "down";

/** The directions, as a list. */
const DIRECTIONS: readonly Direction[] = ["up", "req", "down"];

/** A topic name `<prefix>/<DevEUI>/<direction>/<type>`, in its parts. */
export interface TopicName {
  /** None or more levels, without a slash at either end: `LOB`, `plant/7`, or the empty text. */
  readonly prefix: string;
  /** 16 lower-case hexadecimal digits. */
  readonly devEui: string;
  /** How the topic name spells the DevEUI. */
  readonly spelling: DevEuiSpelling;
  /** The level as it stands in the topic name. An answer has to repeat it. */
  readonly device: string;
  readonly direction: Direction;
  /** Last level: `data`, `sync`. */
  readonly type: string;
}

/** What `formatTopicName` needs; the prefix is `LOB` and the spelling `hex` where they are left out. */
export interface TopicNameParts {
  readonly prefix?: string;
  readonly devEui: string;
  readonly spelling?: DevEuiSpelling;
  readonly direction: Direction;
  readonly type: string;
}

/**
 * Takes a topic name apart, from its end: the prefix may have any number of levels.
 *
 * @throws LinkError `invalid-name` with the `offset` of the level that is wrong
 * @see {@link https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html | MQTT 5 §4.7}
 */
export function parseTopicName(topicName: string): TopicName {
  const levels = topicName.split("/");
  if (levels.length < 3) {
    throw wrong("<prefix>/<DevEUI>/<direction>/<type>, found fewer levels", topicName.length);
  }
  checkLength(topicName);
  const [device, direction, type] = levels.slice(-3) as [string, string, string];
  const prefix = levels.slice(0, -3).join("/");
  const start = levels.length === 3 ? 0 : prefix.length + 1;
  if (levels.length > 3) {
    if (prefix === "") throw wrong("a level of the topic prefix, found nothing", 0);
    checkPrefix(prefix);
  }
  const parsed = tryDevEui(device);
  if (parsed === undefined) {
    throw wrong("a DevEUI: 16 hexadecimal digits, with or without urn:dev:mac: before them", start);
  }
  const directionAt = start + device.length + 1;
  if (!isDirection(direction)) throw wrong("up, req or down", directionAt);
  checkLevel(type, "message type", directionAt + direction.length + 1);
  return { prefix, ...parsed, device, direction, type };
}

/** Takes a topic name apart; `undefined` where it is none of ours. */
export function tryTopicName(topicName: string): TopicName | undefined {
  try {
    return parseTopicName(topicName);
  } catch {
    return undefined;
  }
}

/**
 * Puts a topic name together.
 *
 * @throws LinkError `invalid-name`
 */
export function formatTopicName(parts: TopicNameParts): string {
  const { prefix = DEFAULT_PREFIX, devEui, spelling = "hex", direction, type } = parts;
  checkPrefix(prefix);
  const device = formatDevEui(devEui, spelling);
  const topicName = topicNameOf({ prefix, device }, messageNameOf({ direction, type }));
  const typeAt = topicName.length - type.length;
  const directionAt = typeAt - direction.length - 1;
  if (!isDirection(direction)) throw wrong("up, req or down", directionAt);
  checkLevel(type, "message type", typeAt);
  checkLength(topicName);
  return topicName;
}

/** Levels behind a topic prefix; the empty prefix brings no slash. Nothing is checked. */
export function behindPrefix(prefix: string, levels: string): string {
  return prefix === "" ? levels : `${prefix}/${levels}`;
}

/** The name of a message type, such as `up/data`, as the last two levels of a topic name have it. */
export function messageNameOf({ direction, type }: Pick<TopicName, "direction" | "type">): string {
  return `${direction}/${type}`;
}

/** The topic name of a device's messages of one type, from parts that are known to be right: nothing is checked. */
export function topicNameOf(
  { prefix, device }: Pick<TopicName, "prefix" | "device">,
  messageName: string,
): string {
  return behindPrefix(prefix, `${device}/${messageName}`);
}

function isDirection(text: string): text is Direction {
  return (DIRECTIONS as readonly string[]).includes(text);
}
