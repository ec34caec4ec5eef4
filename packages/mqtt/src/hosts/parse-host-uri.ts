import { inspect } from "node:util";
import { checkPrefix } from "../protocol/level.ts";
import type { PayloadFormat } from "../protocol/payload.ts";
import { DEFAULT_PREFIX } from "../protocol/topic-name.ts";
import { readAddress } from "./address.ts";
import { DEFAULT_PORTS, type HostProtocol, type HostUri } from "./host-uri.ts";
import { cut, decode, divide, from, type Part, wrong } from "./part.ts";

/** The most characters of a user and of a password, as the gateways have it. */
const MOST_CREDENTIAL = 64;

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

function parsePart(uri: Part): HostUri {
  const colon = uri.text.indexOf("://");
  if (colon < 0) throw wrong("[cbor+|json+]protocol://", uri.at);
  const { format, protocol } = readScheme({ text: uri.text.slice(0, colon), at: uri.at });
  const [beforeQuery, query] = cut(from(uri, colon + 3), "?");
  const [authority, path] = cut(beforeQuery, "/");
  const { user, password, address } = readCredentials(authority);
  const { host, port } = readAddress(address);
  if (host.includes("%") && (protocol === "ws" || protocol === "wss")) {
    throw wrong("an address without a zone: WebSockets have none", address.at);
  }
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
    throw wrong(
      `a ${what} of at most ${MOST_CREDENTIAL} characters; a backend takes others as option ${what}`,
      at,
    );
  }
  return decoded;
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

function isProtocol(text: string): text is HostProtocol {
  return Object.hasOwn(DEFAULT_PORTS, text);
}
