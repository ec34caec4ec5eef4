import { inspect } from "node:util";
import { LinkError } from "../error.ts";
import { checkPrefix } from "../protocol/level.ts";
import type { PayloadFormat } from "../protocol/payload.ts";
import { DEFAULT_PREFIX } from "../protocol/topic-name.ts";
import { DEFAULT_PORTS, type HostProtocol, type HostUri } from "./host-uri.ts";

/** The most characters of a user and of a password, as the gateways have it. */
const MOST_CREDENTIAL = 64;
const DNS_NAME =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?)*\.?$/i;

/**
 * Reads a Host URI, `[format+]protocol://[user[:password]@]host[:port][/topic prefix/][?arguments]`.
 *
 * @throws LinkError `invalid-host` with the `offset` of the part that is wrong; the text quotes nothing of the URI
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/host-parameter | Host parameter}
 */
export function parseHostUri(text: string): HostUri {
  return parsePart({ text, at: 0 });
}

/**
 * Reads a list of Host URIs, divided by commas, in the order in which they are to be tried.
 *
 * @throws LinkError `invalid-host`; `offset` counts from the start of the list
 */
export function parseHostList(text: string): HostUri[] {
  return divide({ text, at: 0 }, ",").map(({ text: part, at }) =>
    parsePart({ text: part.trim(), at: at + part.length - part.trimStart().length }),
  );
}

/** A part of the text, and where in it the part begins. */
interface Part {
  readonly text: string;
  readonly at: number;
}

function parsePart(uri: Part): HostUri {
  const colon = uri.text.indexOf("://");
  if (colon < 0) throw wrong("[cbor+|json+]protocol://", uri.at);
  const { format, protocol } = readScheme({ text: uri.text.slice(0, colon), at: uri.at });
  const [beforeQuery, query] = cut(from(uri, colon + 3), "?");
  const [authority, path] = cut(beforeQuery, "/");
  const { user, password, address } = readCredentials(authority);
  const { host, port } = readAddress(address);
  return hidePassword(
    {
      format,
      protocol,
      ...(user === undefined ? {} : { user }),
      host,
      port: port ?? DEFAULT_PORTS[protocol],
      prefix: path === undefined || path.text === "" ? DEFAULT_PREFIX : readPrefix(path),
      clientCertificate: query === undefined || readArguments(query),
    },
    password,
  );
}

function readScheme(scheme: Part): { format: PayloadFormat; protocol: HostProtocol } {
  const plus = scheme.text.indexOf("+");
  const format = plus < 0 ? "cbor" : scheme.text.slice(0, plus).toLowerCase();
  if (format !== "cbor" && format !== "json") throw wrong("cbor or json before the +", scheme.at);
  const protocol = scheme.text.slice(plus + 1).toLowerCase();
  if (isProtocol(protocol)) return { format, protocol };
  throw wrong("mqtt, mqtts, coap or coaps as protocol, or ws, wss", scheme.at + plus + 1);
}

function readCredentials(authority: Part): { user?: string; password?: string; address: Part } {
  const at = authority.text.lastIndexOf("@");
  const address = from(authority, at + 1);
  if (at < 0) return { address };
  const [name, secret] = cut({ text: authority.text.slice(0, at), at: authority.at }, ":");
  const user = readCredential(name, "user");
  if (user === "") throw wrong("a user before the @", name.at);
  return secret === undefined
    ? { user, address }
    : { user, password: readCredential(secret, "password"), address };
}

function readCredential({ text, at }: Part, what: string): string {
  const decoded = decode(text);
  if (decoded === undefined || /[@:/?#,\s]/.test(text)) {
    throw wrong(`a ${what} in URL encoding, such as %40 for @`, at);
  }
  if ([...decoded].length > MOST_CREDENTIAL) {
    throw wrong(`a ${what} of at most ${MOST_CREDENTIAL} characters`, at);
  }
  return decoded;
}

function readAddress(address: Part): { host: string; port?: number } {
  if (address.text.startsWith("[")) {
    throw wrong("a DNS name or an IPv4 address: the devices know no IPv6", address.at);
  }
  const [host, digits] = cut(address, ":");
  if (!isHost(host.text)) throw wrong("a DNS name or an IPv4 address", host.at);
  if (digits === undefined) return { host: host.text };
  const port = /^\d{1,5}$/.test(digits.text) ? Number(digits.text) : 0;
  if (port < 1 || port > 65_535) throw wrong("a port from 1 to 65535", digits.at);
  return { host: host.text, port };
}

function readPrefix(path: Part): string {
  if (!path.text.endsWith("/")) throw wrong("a slash behind the topic prefix", path.at + path.text.length);
  const levels = divide({ text: path.text.slice(0, -1), at: path.at }, "/");
  return levels.map(readLevel).join("/");
}

function readLevel({ text, at }: Part): string {
  const level = decode(text);
  if (level === undefined) throw wrong("a topic prefix in URL encoding", at);
  const expected = "a topic prefix of levels without +, # and control characters";
  if (level === "" || level.includes("/")) throw wrong(expected, at);
  try {
    checkPrefix(level);
  } catch {
    throw wrong(expected, at);
  }
  return level;
}

/** Whether a client certificate is to be shown: the last of the arguments says it. */
function readArguments(query: Part): boolean {
  const shown = divide(query, "&").map(({ text, at }) => {
    if (!/^cert=[01]$/.test(text)) throw wrong("cert=0, the one argument there is", at);
    return text === "cert=1";
  });
  return shown.at(-1) as boolean;
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

/** What stands before the first divider, and what behind it, where there is one. */
function cut(part: Part, divider: string): [before: Part, behind?: Part] {
  const index = part.text.indexOf(divider);
  if (index < 0) return [part];
  return [{ text: part.text.slice(0, index), at: part.at }, from(part, index + 1)];
}

function from({ text, at }: Part, index: number): Part {
  return { text: text.slice(index), at: at + index };
}

function divide({ text, at }: Part, divider: string): Part[] {
  let offset = at;
  return text.split(divider).map((part) => {
    const start = offset;
    offset += part.length + 1;
    return { text: part, at: start };
  });
}

function wrong(expected: string, offset: number): LinkError {
  return new LinkError("invalid-host", `Host URI at character ${offset}: expected ${expected}`, { offset });
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
