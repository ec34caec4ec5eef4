import type { Message, MessageInput } from "@wirebook/codec";
import { steadyTime } from "../clock.ts";
import { LinkError } from "../error.ts";
import { isSeconds, SECONDS } from "../protocol/deadline.ts";
import { parseDevEui } from "../protocol/dev-eui.ts";
import { convertPayload, writePayload } from "../protocol/payload.ts";
import { type RoleNames, type Unfilled, writeFilled } from "../protocol/roles.ts";
import { topicNameOf } from "../protocol/topic-name.ts";
import type { FormatOf } from "./format.ts";
import type { Heard, HeardAt } from "./heard.ts";
import type { Route, Source, SourceHost } from "./source.ts";

/** The value of a downlink. Its number may be left out. */
export type DownlinkValue<M extends Message> = Unfilled<MessageInput<M>, RoleNames<M, "number">>;

/** How one downlink is sent. */
export interface SendOptions {
  /** The host that the device is at, as it stands in `urls`. Default: where it was last heard. */
  readonly host?: string;
  /**
   * Seconds after which it is not sent any more, nor sent again, and rejects with `deadline` unless the broker has
   * acknowledged it: the host may be away. Default: 7 days.
   */
  readonly expire?: number;
}

/** Seconds that a downlink waits for its host. */
const DEFAULT_EXPIRE = 7 * 24 * 3600;

/** What it takes to send downlinks. */
export interface DownlinkOptions {
  readonly source: Pick<Source, "urls" | "routes" | "routeTo">;
  readonly heard: Heard;
  readonly formatOf: FormatOf;
  nextNumber(): bigint;
}

/**
 * Sends a downlink that nobody asked for: to the host, to the prefix and in the spelling that the device was last heard
 * with, in the format of the host that it leaves through.
 *
 * @throws LinkError `invalid-name`, `invalid-configuration`, `closed`, `deadline`, or `unreachable` where too much waits
 * @throws CodecError when the value does not fit
 */
export async function sendDownlink<M extends Message>(
  devEui: string,
  message: M,
  value: DownlinkValue<M>,
  asked: SendOptions,
  { source, heard, formatOf, nextNumber }: DownlinkOptions,
): Promise<void> {
  const { devEui: canonical } = parseDevEui(devEui);
  if (message.direction !== "down") {
    throw new LinkError("invalid-configuration", `send: expected a downlink, found ${message.name}`);
  }
  const { expire = DEFAULT_EXPIRE } = asked;
  if (!isSeconds(expire)) throw invalid(`send: expected { expire } in seconds, ${SECONDS}`);
  const last = heard.last(canonical);
  const route = chooseRoute(source, last, asked.host);
  const device = last?.device ?? devEui;
  const topicNameAt = (host: SourceHost): string => {
    const prefix = last?.route === route ? last.prefix : host.prefix;
    return topicNameOf({ prefix, device }, message.name);
  };
  const topicName = topicNameAt(route.host);
  const format = formatOf(topicName, route.host);
  const payload = writeFilled(message, value, { number: nextNumber() }, (one, filled) =>
    writePayload(one, filled, format),
  );
  await route.publish(topicName, payload, {
    expires: steadyTime() + expire * 1000,
    writtenFor: (host) => {
      const name = topicNameAt(host);
      return { topicName: name, payload: convertPayload(message, payload, format, formatOf(name, host)) };
    },
  });
}

/** The way to a device: the host that is asked for, else the one it was last heard at, else the only one. */
function chooseRoute(
  { urls, routes, routeTo }: DownlinkOptions["source"],
  last: HeardAt | undefined,
  host: string | undefined,
): Route {
  if (host !== undefined) {
    // Where several are at one address, the prefix says which; another one says none of them.
    const isNamed = urls.includes(host) || !/:\/\/[^/]*\//.test(host);
    const route = isNamed ? routeTo(host) : undefined;
    if (route !== undefined) return route;
    throw invalid(`send: expected { host } as it stands in urls: ${urls.join(", ")}`);
  }
  if (last?.route !== undefined) return last.route;
  if (routes.length === 1) return routes[0];
  const why =
    last === undefined ? "the device was never heard" : "the host that the device was last heard at is gone";
  throw invalid(`send: ${why}; pass { host }, one of ${urls.join(", ")}`);
}

function invalid(message: string): LinkError {
  return new LinkError("invalid-configuration", message);
}
