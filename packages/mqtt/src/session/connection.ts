import type { Duplex } from "node:stream";
import { generate, type IConnackPacket, type IPublishPacket, type Packet, parser } from "mqtt-packet";
import { LinkError } from "../error.ts";
import { type HostUri, showHost } from "../hosts/host-uri.ts";
import { createFraming, PUBLISH } from "../packets/framing.ts";
import type { Publish } from "../packets/publish.ts";
import type { LongPublish } from "../packets/publish-head.ts";
import { createAcknowledgements } from "./acknowledgements.ts";
import type { Asked } from "./ask.ts";
import { type CredentialSettings, readCredentials } from "./credentials.ts";
import { connackError, disconnection, invalidTls, violation } from "./failure.ts";
import { createKeepAlive, type KeepAlive } from "./keep-alive.ts";
import type { TlsSettings } from "./tls.ts";
import { openStream } from "./transport.ts";
import { readWebSocket, type WebSocketSettings } from "./web-socket.ts";

/** Quality of service: 0 is at most once, 1 at least once. */
export type Qos = 0 | 1;

/** A connection that the broker has accepted. */
export interface Connection {
  send(packet: Packet): void;
  /** Acknowledges one message of QoS 1; the acknowledgements of one turn leave together. */
  acknowledge(messageId: number): void;
  /** Stops and goes on reading: what is not read stays with the broker. */
  pause(): void;
  resume(): void;
  /** Says goodbye, or breaks off. */
  end(): Promise<void>;
  destroy(): void;
}

/** What a connection hands on. */
export interface ConnectionEvents {
  /** Packets may come with the broker's very first bytes, before `connectOnce` has resolved. */
  onPublish(publish: Publish, connection: Connection): void;
  /** Any other packet. */
  onPacket(packet: Packet, connection: Connection): void;
  /** What is left of a message whose packet was longer than allowed. */
  onLong(packet: LongPublish, connection: Connection): void;
  /** Once, whoever ended it. */
  onClose(error: LinkError): void;
}

/** How to say CONNECT. */
export interface ConnectSettings extends CredentialSettings {
  readonly clientId: string;
  readonly clean: boolean;
  /** Seconds. */
  readonly keepalive: number;
  /** The most bytes of a packet behind its fixed header: of a longer message the beginning is read alone. */
  readonly maxPacket: number;
  readonly tls?: TlsSettings | undefined;
  readonly webSocket?: Asked<WebSocketSettings> | undefined;
  /** Milliseconds until an attempt counts as failed. */
  readonly timeout: number;
  /** Breaks an attempt, or a connection, off. */
  readonly signal?: AbortSignal | undefined;
  /** Stands between MQTT and the network: a slow link, or one that is cut, where it is tried out. */
  readonly link?: ((stream: Duplex) => Duplex) | undefined;
}

const MQTT_3_1_1 = { protocolVersion: 4 } as const;
/** Milliseconds that a goodbye may take. */
const GOODBYE = 1000;

/**
 * Connects to one host, once.
 *
 * @throws LinkError `refused`, `unreachable` or `invalid-configuration`
 * @see {@link https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html | MQTT 3.1.1 §3.1}
 */
export async function connectOnce(
  host: HostUri,
  settings: ConnectSettings,
  events: ConnectionEvents,
): Promise<Connection> {
  const [who, webSocket] = await Promise.all([
    readCredentials(host, settings, settings),
    readWebSocket(host, settings.webSocket, settings),
  ]);
  const stream = openLink(host, settings, webSocket);
  let failure: Error | undefined;
  const breakOff = (error?: LinkError): void => {
    failure = error ?? failure;
    stream.destroy();
  };
  const unreachable = (words: string, cause?: Error): LinkError =>
    new LinkError("unreachable", `${showHost(host)}: ${words}`, { cause });
  const keepAlive = createKeepAlive({
    seconds: settings.keepalive,
    ping: () => connection.send({ cmd: "pingreq" }),
    onSilence: () => breakOff(unreachable("the broker went silent")),
  });
  const connection = createConnection(stream, keepAlive);

  return new Promise((resolve, reject) => {
    let accepted = false;
    const timer = setTimeout(() => {
      const words = `no answer to CONNECT within ${settings.timeout} ms; check host, port and protocol`;
      breakOff(unreachable(words));
    }, settings.timeout);
    const onConnack = ({ returnCode = 0 }: IConnackPacket): void => {
      if (returnCode !== 0) return breakOff(connackError(host, returnCode));
      accepted = true;
      clearTimeout(timer);
      keepAlive.begin();
      resolve(connection);
    };
    const reader = parser(MQTT_3_1_1);
    const onPublish = (publish: Publish): void => {
      if (accepted) events.onPublish(publish, connection);
    };
    reader.on("packet", (packet: Packet) => {
      if (packet.cmd === "publish") onPublish(publishOf(packet));
      else if (accepted) events.onPacket(packet, connection);
      else if (packet.cmd === "connack") onConnack(packet);
    });
    const foreign = (cause?: Error): void =>
      breakOff(unreachable("expected MQTT there, found something else", cause));
    reader.on("error", foreign);
    const framing = createFraming({
      admit: (type, length) => {
        if (length <= settings.maxPacket) return "pass";
        return accepted && type === PUBLISH ? "skip" : "refuse";
      },
      onBytes: (bytes) => void reader.parse(bytes),
      // After what was no MQTT, nothing is believed.
      onPublish: (publish) => !stream.destroyed && onPublish(publish),
      onLong: (packet) => events.onLong(packet, connection),
      onFault: (expected) => {
        if (accepted) breakOff(violation(host, expected, settings.clientId));
        else foreign();
      },
    });

    stream.on("data", (chunk: Buffer) => {
      keepAlive.heard();
      framing.take(chunk);
    });
    stream.on("error", (error) => {
      failure ??= error;
    });
    stream.on("end", () => stream.destroy());
    const leave = (): void => breakOff();
    if (settings.signal?.aborted) leave();
    settings.signal?.addEventListener("abort", leave);
    stream.on("close", () => {
      settings.signal?.removeEventListener("abort", leave);
      clearTimeout(timer);
      keepAlive.end();
      const error = disconnection(host, failure);
      if (accepted) events.onClose(error);
      else reject(error);
    });
    connection.send(connectPacket(who, settings));
  });
}

function openLink(host: HostUri, { tls, link }: ConnectSettings, webSocket: WebSocketSettings): Duplex {
  try {
    const stream = openStream(host, tls, webSocket);
    return link === undefined ? stream : link(stream);
  } catch (error) {
    throw error instanceof LinkError ? error : invalidTls(host, error);
  }
}

/** A PUBLISH that came in pieces, as the parser has put it together. */
function publishOf({
  topic: topicName,
  payload: given,
  qos,
  dup,
  retain,
  messageId,
}: IPublishPacket): Publish {
  const payload = typeof given === "string" ? Buffer.from(given) : given;
  return { topicName, payload, qos, dup, retain, messageId };
}

function createConnection(stream: Duplex, keepAlive: KeepAlive): Connection {
  const write = (bytes: Buffer): void => {
    if (!stream.destroyed) stream.write(bytes);
  };
  const acknowledgements = createAcknowledgements(write);
  return {
    send: (packet) => {
      // In one write with what is to be acknowledged anyway: an answer with the PUBACK of its request.
      stream.cork();
      acknowledgements.flush();
      write(generate(packet, MQTT_3_1_1));
      stream.uncork();
    },
    acknowledge: acknowledgements.add,
    pause: () => {
      keepAlive.pause();
      stream.pause();
    },
    resume: () => {
      keepAlive.resume();
      stream.resume();
    },
    end: () =>
      new Promise((ended) => {
        if (stream.destroyed) return ended();
        acknowledgements.flush();
        stream.once("close", () => ended());
        stream.resume();
        stream.end(generate({ cmd: "disconnect" }, MQTT_3_1_1));
        setTimeout(() => stream.destroy(), GOODBYE).unref();
      }),
    destroy: () => void stream.destroy(),
  };
}

function connectPacket(
  { user, password }: Pick<HostUri, "user" | "password">,
  settings: ConnectSettings,
): Packet {
  const { clientId, clean, keepalive } = settings;
  return {
    cmd: "connect",
    protocolId: "MQTT",
    ...MQTT_3_1_1,
    clientId,
    clean,
    keepalive,
    ...(user === undefined ? {} : { username: user }),
    ...(password === undefined ? {} : { password: Buffer.from(password) }),
  };
}
