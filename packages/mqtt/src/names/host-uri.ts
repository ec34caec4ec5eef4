import { inspect } from "node:util";
import { LinkError } from "../error.ts";
import { checkPrefix } from "./level.ts";
import { DEFAULT_PREFIX } from "./topic-name.ts";

/** How payloads are written: CBOR, or the JSON form of the same value. */
export type PayloadFormat = "cbor" | "json";

/** Protocols of a Host URI. `ws` and `wss`, MQTT over WebSockets, are ours: the gateways do not know them. */
export type HostProtocol = "mqtt" | "mqtts" | "coap" | "coaps" | "ws" | "wss";

/** A Host URI in its parts. `password` is not enumerable, so that no copy, no log and no JSON text takes it along. */
export interface HostUri {
  readonly format: PayloadFormat;
  readonly protocol: HostProtocol;
  readonly user?: string;
  readonly password?: string;
  /** DNS name or IPv4 address. */
  readonly host: string;
  readonly port: number;
  /** Topic prefix without a slash at either end. */
  readonly prefix: string;
  /** Whether a client certificate is to be shown; `cert=0` says no. */
  readonly clientCertificate: boolean;
}

/** What `formatHostUri` needs: what has a default may be left out. */
export type HostUriParts = Pick<HostUri, "protocol" | "host"> & Partial<HostUri>;

const DEFAULT_PORTS: Readonly<Record<HostProtocol, number>> = {
  mqtt: 1883,
  mqtts: 8883,
  coap: 5683,
  coaps: 5684,
  ws: 80,
  wss: 443,
};

const MAX_CREDENTIAL = 64;
const DNS_NAME =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?)*\.?$/i;

/**
 * Reads a Host URI, `[format+]protocol://[user[:password]@]host[:port][/topic prefix/][?arguments]`.
 *
 * @throws LinkError `invalid-host` with the `offset` of the part that is wrong; the text quotes nothing of the URI
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/host-parameter | Host parameter}
 */
export function parseHostUri(text: string): HostUri {
  return parseAt(text, 0);
}

/**
 * Reads a list of Host URIs, divided by commas, in the order in which they are to be tried.
 *
 * @throws LinkError `invalid-host`; `offset` counts from the start of the list
 */
export function parseHostList(text: string): HostUri[] {
  let offset = 0;
  return text.split(",").map((part) => {
    const start = offset + (part.length - part.trimStart().length);
    offset += part.length + 1;
    return parseAt(part.trim(), start);
  });
}

/**
 * Writes a Host URI; what is as by default is left out. The text holds the password: {@link showHost} does not.
 *
 * @throws LinkError `invalid-host`
 */
export function formatHostUri(parts: HostUriParts): string {
  const { format = "cbor", protocol, user, password, host, prefix = DEFAULT_PREFIX } = parts;
  const { port = DEFAULT_PORTS[protocol], clientCertificate = true } = parts;
  const credentials =
    user === undefined
      ? ""
      : `${encodeCredential(user)}${password === undefined ? "" : `:${encodeCredential(password)}`}@`;
  const path = prefix === DEFAULT_PREFIX ? "" : `/${prefix.split("/").map(encodeURIComponent).join("/")}/`;
  const text = `${format === "cbor" ? "" : `${format}+`}${protocol}://${credentials}${host}${
    port === DEFAULT_PORTS[protocol] ? "" : `:${port}`
  }${path}${clientCertificate ? "" : `${path === "" ? "/" : ""}?cert=0`}`;
  parseHostUri(text); // what cannot be read again is not written
  return text;
}

/** A Host URI for the eyes: without the user's name and password. */
export function showHost({ protocol, host, port }: Pick<HostUri, "protocol" | "host" | "port">): string {
  return `${protocol}://${host}:${port}`;
}

function parseAt(text: string, base: number): HostUri {
  const wrong = (expected: string, offset: number) =>
    new LinkError("invalid-host", `Host URI at character ${base + offset}: expected ${expected}`, {
      offset: base + offset,
    });

  const colon = text.indexOf("://");
  if (colon < 0) throw wrong("[cbor+|json+]protocol://", 0);
  const plus = text.slice(0, colon).indexOf("+");
  const format = plus < 0 ? "cbor" : text.slice(0, plus).toLowerCase();
  if (format !== "cbor" && format !== "json") throw wrong("cbor or json before the +", 0);
  const protocol = text.slice(plus + 1, colon).toLowerCase();
  if (!isProtocol(protocol)) throw wrong("mqtt, mqtts, coap or coaps as protocol, or ws, wss", plus + 1);

  const start = colon + 3;
  const query = text.indexOf("?", start);
  const beforeQuery = query < 0 ? text.length : query;
  const slash = text.slice(0, beforeQuery).indexOf("/", start);
  const authorityEnd = slash < 0 ? beforeQuery : slash;
  const authority = text.slice(start, authorityEnd);
  const at = authority.lastIndexOf("@");

  const read = (part: string, what: string, offset: number): string => {
    const decoded = decode(part);
    if (decoded === undefined || /[@:/?#,\s]/.test(part)) {
      throw wrong(`a ${what} in URL encoding, such as %40 for @`, offset);
    }
    if (decoded === "" && what === "user") throw wrong("a user before the @", offset);
    if ([...decoded].length > MAX_CREDENTIAL) {
      throw wrong(`a ${what} of at most ${MAX_CREDENTIAL} characters`, offset);
    }
    return decoded;
  };
  let user: string | undefined;
  let password: string | undefined;
  if (at >= 0) {
    const credentials = authority.slice(0, at);
    const divide = credentials.indexOf(":");
    user = read(divide < 0 ? credentials : credentials.slice(0, divide), "user", start);
    if (divide >= 0) password = read(credentials.slice(divide + 1), "password", start + divide + 1);
  }

  const hostAt = start + at + 1;
  const hostAndPort = authority.slice(at + 1);
  if (hostAndPort.startsWith("["))
    throw wrong("a DNS name or an IPv4 address: the devices know no IPv6", hostAt);
  const portColon = hostAndPort.indexOf(":");
  const host = portColon < 0 ? hostAndPort : hostAndPort.slice(0, portColon);
  if (!isHost(host)) throw wrong("a DNS name or an IPv4 address", hostAt);
  let port = DEFAULT_PORTS[protocol];
  if (portColon >= 0) {
    const digits = hostAndPort.slice(portColon + 1);
    port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0;
    if (port < 1 || port > 65_535) throw wrong("a port from 1 to 65535", hostAt + portColon + 1);
  }

  let prefix = DEFAULT_PREFIX;
  if (slash >= 0 && beforeQuery > slash + 1) {
    const path = text.slice(slash + 1, beforeQuery);
    if (!path.endsWith("/")) throw wrong("a slash behind the topic prefix", beforeQuery);
    let offset = slash + 1;
    const levels = path
      .slice(0, -1)
      .split("/")
      .map((level) => {
        const decoded = decode(level);
        if (decoded === undefined) throw wrong("a topic prefix in URL encoding", offset);
        try {
          if (decoded === "" || decoded.includes("/")) throw new TypeError();
          checkPrefix(decoded);
        } catch {
          throw wrong("a topic prefix of levels without +, # and control characters", offset);
        }
        offset += level.length + 1;
        return decoded;
      });
    prefix = levels.join("/");
  }

  let clientCertificate = true;
  if (query >= 0) {
    let offset = query + 1;
    for (const argument of text.slice(query + 1).split("&")) {
      if (!/^cert=[01]$/.test(argument)) throw wrong("cert=0, the one argument there is", offset);
      clientCertificate = argument === "cert=1";
      offset += argument.length + 1;
    }
  }
  return hidePassword(
    { format, protocol, ...(user === undefined ? {} : { user }), host, port, prefix, clientCertificate },
    password,
  );
}

function hidePassword(uri: HostUri, password: string | undefined): HostUri {
  if (password === undefined) return uri;
  Object.defineProperty(uri, "password", { value: password, enumerable: false });
  // `showHidden` would show what is not enumerable.
  Object.defineProperty(uri, inspect.custom, {
    value: () => ({ ...uri, password: "[hidden]" }),
    enumerable: false,
  });
  return uri;
}

function isProtocol(text: string): text is HostProtocol {
  return Object.hasOwn(DEFAULT_PORTS, text);
}

function isHost(text: string): boolean {
  if (/^[\d.]+$/.test(text)) {
    const parts = text.split(".");
    return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  }
  return DNS_NAME.test(text);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function encodeCredential(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw new LinkError("invalid-host", "Host URI: expected a user and a password without lone surrogates");
  }
}
