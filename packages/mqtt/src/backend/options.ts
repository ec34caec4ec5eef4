import type { Message } from "@wirebook/codec";
import type { EmbeddedOptions } from "../embedded/options.ts";
import { LinkError } from "../error.ts";
import type { Report } from "../events.ts";
import type { Hosts } from "../hosts/host-list.ts";
import type { InboxOptions } from "../inbox/options.ts";
import { checkMaxPacket } from "../packets/limit.ts";
import { isSeconds, SECONDS } from "../protocol/deadline.ts";
import { checkMessages } from "../protocol/message-list.ts";
import type { PayloadFormat } from "../protocol/payload.ts";
import type { Asked } from "../session/ask.ts";
import type { Credential } from "../session/credentials.ts";
import { checkKeepalive } from "../session/keep-alive.ts";
import type { TlsSettings } from "../session/tls.ts";
import { checkWebSocket, type WebSocketSettings } from "../session/web-socket.ts";
import type { Meter } from "./meter.ts";

/** How a backend is set up. Exactly one of `url`, `hosts` and `embedded` says where its messages come from; without any it is `embedded`. */
export interface BackendOptions {
  /** Host URI of a broker, such as `mqtts://user:password@broker.example`. */
  readonly url?: string;
  /** Host URIs of brokers that devices may be at: the backend is at each of them. Add others behind those that are there. */
  readonly hosts?: Hosts;
  /** Whether `hosts` are one broker, so that it is enough to be at one of them: they are tried in order. Default: false. */
  readonly cluster?: boolean;
  /** A broker inside this process. */
  readonly embedded?: true | EmbeddedOptions;
  /** The message types. */
  readonly messages: Iterable<Message>;
  /** The inbox: its folder, its options, or `false` for none. */
  readonly inbox?: string | InboxOptions | false;
  readonly tls?: TlsSettings;
  /**
   * User and password in place of those in the Host URI, of any length and characters, such as a token: text, or a
   * function that is given the host, as it stands in `urls`, before each attempt to connect.
   */
  readonly user?: Credential;
  readonly password?: Credential;
  /** Path and headers for `ws` and `wss` hosts, or a function that is given the host before each attempt to connect. */
  readonly webSocket?: Asked<WebSocketSettings>;
  /**
   * Name of the sessions at the broker, which keeps uplinks under it while the backend is away. One for each backend.
   * From the second of several hosts on, its place in the list is part of the name. Default: `wirebook-backend`. Some
   * brokers, such as mosquitto, give a session to whoever is in and says its name: there, one that nobody can guess.
   */
  readonly clientId?: string;
  /** Seconds between signs of life. Default: 30. */
  readonly keepalive?: number;
  /**
   * The most bytes of a packet behind its fixed header. Of a longer one the beginning is kept alone: an uplink becomes a
   * dead letter, a request gets no answer. Default: 4 MiB.
   */
  readonly maxPacket?: number;
  /** How a device writes its payloads, where that is not as its host says. */
  readonly format?: (devEui: string) => PayloadFormat | undefined;
  /** Seconds until a request has to be answered, by message name, in place of the definition's. */
  readonly deadlines?: Readonly<Record<string, number>>;
  /** How long answers are kept for requests that come again, in milliseconds. Default: 60 s. */
  readonly keepAnswers?: number;
  /** Takes what happens beside the messages. Default: warnings go to standard error. */
  readonly report?: Report;
  /** Counts messages: `observe` of `@wirebook/mqtt/metrics` sets it. */
  readonly meter?: Meter;
}

/**
 * Refuses options that do not fit together.
 *
 * @throws LinkError `invalid-configuration`
 */
export function checkBackendOptions(options: BackendOptions): void {
  const sources = (["url", "hosts", "embedded"] as const).filter((name) => options[name] !== undefined);
  if (sources.length > 1) {
    throw new LinkError(
      "invalid-configuration",
      `createBackend: expected one of url, hosts and embedded, found ${sources.join(" and ")}`,
    );
  }
  checkMessages("createBackend", options.messages);
  if (sources[0] !== "url" && sources[0] !== "hosts") checkEmbedded(options);
  checkWebSocket(options.webSocket);
  checkKeepalive(options.keepalive);
  checkMaxPacket(options.maxPacket);
  if (options.clientId !== undefined && !/^[\x21-\x7e]{1,200}$/.test(options.clientId)) {
    throw new LinkError("invalid-configuration", "clientId: expected 1 to 200 visible ASCII characters");
  }
}

/**
 * Refuses deadlines that no request has.
 *
 * @throws LinkError `invalid-configuration`
 */
export function checkDeadlines(
  deadlines: NonNullable<BackendOptions["deadlines"]>,
  messages: Iterable<Message>,
): void {
  const requests = [...messages].filter(({ answer }) => answer !== undefined).map(({ name }) => name);
  for (const [name, seconds] of Object.entries(deadlines)) {
    if (!requests.includes(name)) {
      const found = requests.length === 0 ? "there are none" : requests.join(", ");
      throw new LinkError(
        "invalid-configuration",
        `deadlines["${name}"]: expected the name of a request with an answer among messages: ${found}`,
      );
    }
    if (!isSeconds(seconds)) {
      throw new LinkError("invalid-configuration", `deadlines["${name}"]: expected seconds, ${SECONDS}`);
    }
  }
}

/** Refuses what is for brokers of one's own alone. */
function checkEmbedded({ tls, user, password, webSocket, cluster }: BackendOptions): void {
  const refuse = (words: string): never => {
    throw new LinkError("invalid-configuration", `createBackend: ${words}`);
  };
  if (tls !== undefined) {
    refuse("tls is for url and hosts; the embedded broker has cert and key in its listeners");
  }
  if (user !== undefined || password !== undefined) {
    refuse("user and password are for url and hosts; the embedded broker has authenticate");
  }
  if (webSocket !== undefined) refuse("webSocket is for url and hosts");
  if (cluster === true) refuse("cluster is for hosts: it says that they are one broker");
}
