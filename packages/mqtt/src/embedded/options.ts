import { LinkError } from "../error.ts";
import { checkMaxPacket } from "../packets/limit.ts";
import type { PayloadFormat } from "../protocol/payload.ts";
import type { Pem } from "../session/tls.ts";
import { readFingerprints } from "./fingerprints.ts";
import { canonicalIdentity } from "./identity.ts";
import { checkOthers, type OtherAccess } from "./others.ts";

/** One address that the embedded broker listens at. */
export interface ListenerOptions {
  readonly protocol?: "mqtt" | "mqtts" | "ws" | "wss";
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Default: 1883, with TLS 8883; for WebSockets 9001, with TLS 9883; 0 takes any that is free. */
  readonly port?: number;
  /** The broker's certificate (the leaf, and behind it each intermediate) and key, for `mqtts` and `wss`. */
  readonly cert?: Pem;
  readonly key?: Pem;
  /** The root certificates of the clients: each client has to show a certificate, and its CN is who it is. */
  readonly clientCa?: Pem | Pem[];
  /**
   * Certificates that devices have signed themselves, beside or in place of those of `clientCa`: the SHA-256 of each, with or
   * without colons, and perhaps a DevEUI behind it that its CN has to be. Lines as `wirebook certs trust --fingerprints` prints them.
   */
  readonly fingerprints?: readonly string[];
  /** Pre-shared keys by identity, a DevEUI in either spelling: bytes or hexadecimal digits. For `mqtts`. */
  readonly psk?: Readonly<Record<string, Uint8Array | string>>;
}

/** What somebody who wants in has shown. */
export interface Credentials {
  /** The user of CONNECT; empty where none was shown. */
  readonly user: string;
  /** Empty where none was shown. */
  readonly password: string;
  /** What a pre-shared key or a certificate has proved: the PSK identity, or the certificate's CN. */
  readonly identity?: string;
  /** What has proved it. */
  readonly by: "psk" | "certificate" | "none";
}

/** Whether somebody may come in; `as` says under whose name, a DevEUI, an operator or one of `access`. */
export type Admittance = boolean | { readonly as: string };

/** What the embedded broker keeps, in memory, for clients that are away and have a session. */
export interface WaitingOptions {
  /** Seconds after which a session ends, and a message is given up. Default: 7 days. */
  readonly expire?: number;
  /** The most messages for one client; the oldest goes first. Default: 1000. */
  readonly count?: number;
  /** The most bytes for one client. Default: 4 MiB. */
  readonly bytes?: number;
  /** The most bytes for all clients. Default: 64 MiB. */
  readonly allBytes?: number;
}

/** The same where nothing is said. */
export const DEFAULT_WAITING: Required<WaitingOptions> = {
  expire: 7 * 24 * 3600,
  count: 1000,
  bytes: 4 * 2 ** 20,
  allBytes: 64 * 2 ** 20,
};

/** How the embedded broker works. */
export interface EmbeddedOptions {
  /** In place of `listeners`, for one that is plain. */
  readonly port?: number;
  readonly host?: string;
  /** Default: one, plain MQTT at 127.0.0.1:1883. */
  readonly listeners?: readonly ListenerOptions[];
  /**
   * Whether a client may come in. It is asked of each one, beside a key or a certificate too; rights follow what these
   * have proved, and the user where they have proved nothing, unless it answers `{ as: name }`. A device's user is its
   * DevEUI in either spelling.
   */
  readonly authenticate?: (credentials: Credentials) => Admittance | Promise<Admittance>;
  /** Users, or certificate names, that may read what devices send, and write to them. */
  readonly operators?: readonly string[];
  /** DevEUIs, and names of operators, that are not let in any more, whatever they prove. */
  readonly revoked?: readonly string[];
  /** Who else may come in, and what it reads and writes: such as a display beside the devices. Nothing of it goes to the inbox. */
  readonly access?: readonly OtherAccess[];
  /** Whether a client that proves nothing is believed to be the device that its client id names. Default: only on loopback, without `authenticate`. */
  readonly anonymous?: boolean;
  /** Topic prefix. Default: `LOB`. */
  readonly prefix?: string;
  /** The most bytes of a packet behind its fixed header, in place of the backend's `maxPacket`. */
  readonly maxPacket?: number;
  /** What is kept for clients that are away. */
  readonly waiting?: WaitingOptions;
  /** How devices write payloads. Default: `cbor`. */
  readonly format?: PayloadFormat;
}

/** A listener with its defaults. */
export type Listener = ListenerOptions & Required<Pick<ListenerOptions, "protocol" | "host" | "port">>;

const DEFAULT_PORTS = { mqtt: 1883, mqtts: 8883, ws: 9001, wss: 9883 } as const;

/**
 * The listeners of an embedded broker.
 *
 * @throws LinkError `invalid-configuration`
 */
export function readListeners(options: EmbeddedOptions): Listener[] {
  const { listeners, port, host } = options;
  checkMaxPacket(options.maxPacket, "embedded.maxPacket");
  checkOthers(options.access ?? []);
  for (const [name, value] of Object.entries(options.waiting ?? {})) {
    if (value !== undefined && !(value > 0)) {
      throw invalid(`embedded.waiting.${name}: expected a number of more than 0`);
    }
  }
  if (listeners === undefined) {
    const plain = { ...(port === undefined ? {} : { port }), ...(host === undefined ? {} : { host }) };
    return [readListener(plain, "embedded", options)];
  }
  if (port !== undefined || host !== undefined) {
    throw invalid("embedded: expected either listeners, or port and host, found both");
  }
  if (listeners.length === 0) throw invalid("embedded.listeners: expected at least one");
  return listeners.map((given, index) => readListener(given, `embedded.listeners[${index}]`, options));
}

/** One listener; `option` is what its faults are told by. */
function readListener(given: ListenerOptions, option: string, broker: EmbeddedOptions): Listener {
  const { protocol = "mqtt", host = "127.0.0.1", port = DEFAULT_PORTS[protocol] } = given;
  const secure = protocol === "mqtts" || protocol === "wss";
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw invalid(`${option}.port: expected 0 to 65535`);
  }
  if ((given.cert === undefined) !== (given.key === undefined)) {
    throw invalid(`${option}: expected cert and key together`);
  }
  if (secure && given.cert === undefined && given.psk === undefined) {
    throw invalid(`${option}: expected cert and key, or psk, for ${protocol}`);
  }
  if (!secure && (given.cert ?? given.clientCa ?? given.fingerprints ?? given.psk) !== undefined) {
    throw invalid(`${option}: expected the protocol mqtts or wss with certificates or keys`);
  }
  if (given.fingerprints !== undefined && given.cert === undefined) {
    throw invalid(`${option}.fingerprints: expected cert and key, the broker's own`);
  }
  if (given.psk !== undefined && (protocol !== "mqtts" || given.cert !== undefined)) {
    throw invalid(`${option}.psk: expected a mqtts listener of its own, without cert`);
  }
  checkIdentities(Object.keys(given.psk ?? {}), `${option}.psk`);
  readFingerprints(given.fingerprints ?? [], `${option}.fingerprints`);
  const proved = (given.clientCa ?? given.fingerprints ?? given.psk ?? broker.authenticate) !== undefined;
  if (!proved && broker.anonymous === undefined && !isLoopback(host)) {
    throw invalid(
      `${option}: expected authenticate, clientCa or psk, or fingerprints, on an address that others reach, or anonymous: true`,
    );
  }
  return { ...given, protocol, host, port };
}

/** A device with two keys would have the last one that is said, whichever that is. */
function checkIdentities(identities: readonly string[], option: string): void {
  const known = new Map<string, string>();
  for (const identity of identities) {
    const device = canonicalIdentity(identity);
    const other = known.get(device);
    if (other !== undefined) {
      throw invalid(`${option}: expected each identity once, found ${device} as ${other} and as ${identity}`);
    }
    known.set(device, identity);
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host);
}

function invalid(message: string): LinkError {
  return new LinkError("invalid-configuration", message);
}
