import { tryDevEui } from "../protocol/dev-eui.ts";
import { behindPrefix, type TopicName, tryTopicName } from "../protocol/topic-name.ts";
import type { ClientIdentity } from "./identity.ts";
import { mayHear, refusedFilter, refusedPublish } from "./others.ts";

/**
 * The topic name that a client may publish to, or why it may not; `undefined` where it may, and the topic is none of the
 * devices'.
 */
export function mayPublish(
  who: ClientIdentity,
  topicName: string,
  prefix: string,
): TopicName | string | undefined {
  if (who.kind === "other") return refusedPublish(who.access, topicName, prefix);
  const name = tryTopicName(topicName);
  if (name === undefined || name.prefix !== prefix) {
    return `expected a topic name ${prefix}/<DevEUI>/<direction>/<type>`;
  }
  if (who.kind === "operator") {
    return name.direction === "down" ? name : "an operator may publish to down topics alone";
  }
  if (name.direction === "down") return "a device may publish to its up and req topics alone";
  return name.devEui === who.devEui ? name : "a device may publish to its own topics alone";
}

/** Whether a client may be sent what was published under a topic name, whatever it has subscribed to. */
export function mayReceive(who: ClientIdentity, topicName: string, prefix: string): boolean {
  if (who.kind === "operator") return true;
  if (who.kind === "other") return mayHear(who.access, topicName);
  const name = tryTopicName(topicName);
  return name?.prefix === prefix && name.direction === "down" && name.devEui === who.devEui;
}

/** Why a client may not subscribe; `undefined` where it may. */
export function refusedSubscription(
  who: ClientIdentity,
  topicFilter: string,
  prefix: string,
): string | undefined {
  if (who.kind === "other") return refusedFilter(who.access, topicFilter);
  const start = behindPrefix(prefix, "");
  if (!topicFilter.startsWith(start)) return `expected a topic filter below ${prefix}`;
  const [device = "", direction = "", ...rest] = topicFilter.slice(start.length).split("/");
  if (who.kind === "operator") return undefined;
  const own = tryDevEui(device)?.devEui === who.devEui;
  if (!own || direction !== "down" || rest.length !== 1) {
    return "a device may subscribe to its own down topics alone";
  }
  return undefined;
}
