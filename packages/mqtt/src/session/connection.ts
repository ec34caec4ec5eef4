import type { Duplex } from "node:stream";
import { generate, type IConnackPacket, type Packet, parser } from "mqtt-packet";
import { LinkError } from "../error.ts";
import { type HostUri, showHost } from "../names/host-uri.ts";
import { disconnection, refusal } from "./failure.ts";
import type { TlsSettings } from "./tls.ts";
import { openStream } from "./transport.ts";

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
  onPacket(packet: Packet, connection: Connection): void;
  /** Once, whoever ended it. */
  onClose(error: LinkError): void;
}

/** How to say CONNECT. */
export interface ConnectSettings {
  readonly clientId: string;
  readonly clean: boolean;
  /** Seconds. */
  readonly keepalive: number;
  readonly tls?: TlsSettings;
  /** Milliseconds until an attempt counts as failed. */
  readonly timeout: number;
  /** Breaks an attempt, or a connection, off. */
  readonly signal?: AbortSignal;
  /** Stands between MQTT and the network: a slow link, or one that is cut, where it is tried out. */
  readonly link?: (stream: Duplex) => Duplex;
}

/**
 * Connects to one host, once.
 *
 * @throws LinkError `refused` or `unreachable`
 * @see {@link https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html | MQTT 3.1.1 §3.1}
 */
export function connectOnce(
  host: HostUri,
  settings: ConnectSettings,
  events: ConnectionEvents,
): Promise<Connection> {
  return new Promise((resolve, reject) => {
    let stream: Duplex;
    try {
      stream = openStream(host, settings.tls);
      if (settings.link !== undefined) stream = settings.link(stream);
    } catch (error) {
      reject(error instanceof LinkError ? error : invalidTls(host, error));
      return;
    }
    const reader = parser({ protocolVersion: 4 });
    let accepted = false;
    let failure: Error | undefined;
    let lastRead = Date.now();
    let paused = false;
    let pings: NodeJS.Timeout | undefined;
    const acknowledged: number[] = [];

    const timer = setTimeout(() => {
      failure = new LinkError(
        "unreachable",
        `${showHost(host)}: no answer to CONNECT within ${settings.timeout} ms; check host, port and protocol`,
      );
      stream.destroy();
    }, settings.timeout);

    const flushAcknowledgements = (): void => {
      const bytes = Buffer.allocUnsafe(acknowledged.length * 4);
      acknowledged.forEach((messageId, index) => {
        bytes.writeUInt16BE(0x4002, index * 4);
        bytes.writeUInt16BE(messageId, index * 4 + 2);
      });
      acknowledged.length = 0;
      if (!stream.destroyed) stream.write(bytes);
    };

    const connection: Connection = {
      send: (packet) => {
        if (!stream.destroyed) stream.write(generate(packet, { protocolVersion: 4 }));
      },
      acknowledge: (messageId) => {
        // Not before the next round of reading: if the broker has died, a write that fails would close the socket, and
        // what it had delivered before, and has perhaps forgotten, would go unread. The first turn may end this round.
        if (acknowledged.push(messageId) === 1) setImmediate(() => setImmediate(flushAcknowledgements));
      },
      pause: () => {
        paused = true;
        stream.pause();
      },
      resume: () => {
        paused = false;
        lastRead = Date.now();
        stream.resume();
      },
      end: () =>
        new Promise((ended) => {
          if (stream.destroyed) return ended();
          if (acknowledged.length > 0) flushAcknowledgements();
          stream.once("close", () => ended());
          stream.resume();
          stream.end(generate({ cmd: "disconnect" }, { protocolVersion: 4 }));
          setTimeout(() => stream.destroy(), 1000).unref();
        }),
      destroy: () => stream.destroy(),
    };

    const keepAlive = (): void => {
      if (!paused && Date.now() - lastRead > settings.keepalive * 1500) {
        failure = new LinkError("unreachable", `${showHost(host)}: the broker went silent`);
        stream.destroy();
        return;
      }
      connection.send({ cmd: "pingreq" });
    };

    const onConnack = ({ returnCode = 0 }: IConnackPacket): void => {
      if (returnCode !== 0) {
        failure = refusal(host, returnCode);
        stream.destroy();
        return;
      }
      accepted = true;
      clearTimeout(timer);
      pings = setInterval(keepAlive, settings.keepalive * 500);
      resolve(connection);
    };

    reader.on("packet", (packet: Packet) => {
      if (accepted) events.onPacket(packet, connection);
      else if (packet.cmd === "connack") onConnack(packet);
    });
    reader.on("error", (error: Error) => {
      failure = new LinkError("unreachable", `${showHost(host)}: expected MQTT there, found something else`, {
        cause: error,
      });
      stream.destroy();
    });
    stream.on("data", (chunk: Buffer) => {
      lastRead = Date.now();
      reader.parse(chunk);
    });
    stream.on("error", (error) => {
      failure ??= error;
    });
    stream.on("end", () => stream.destroy());
    const breakOff = (): void => {
      stream.destroy();
    };
    if (settings.signal?.aborted) breakOff();
    settings.signal?.addEventListener("abort", breakOff);
    stream.on("close", () => {
      settings.signal?.removeEventListener("abort", breakOff);
      clearTimeout(timer);
      clearInterval(pings);
      const error = disconnection(host, failure);
      if (accepted) events.onClose(error);
      else reject(error);
    });
    stream.write(
      generate(
        {
          cmd: "connect",
          protocolId: "MQTT",
          protocolVersion: 4,
          clientId: settings.clientId,
          clean: settings.clean,
          keepalive: settings.keepalive,
          ...(host.user === undefined ? {} : { username: host.user }),
          ...(host.password === undefined ? {} : { password: Buffer.from(host.password) }),
        },
        { protocolVersion: 4 },
      ),
    );
  });
}

function invalidTls(host: HostUri, error: unknown): LinkError {
  const code = (error as NodeJS.ErrnoException).code;
  return new LinkError(
    "invalid-configuration",
    `${showHost(host)}: tls: expected certificates and keys in PEM that fit together${code ? ` (${code})` : ""}`,
  );
}
