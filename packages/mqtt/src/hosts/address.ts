import { isIPv6 } from "node:net";
import { cut, decode, from, type Part, wrong } from "./part.ts";

const DNS_NAME =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?)*\.?$/i;

/**
 * Reads `host[:port]`, where an IPv6 address stands in brackets.
 *
 * @throws LinkError `invalid-host`
 */
export function readAddress(address: Part): { host: string; port?: number } {
  if (address.text.startsWith("[")) return readBracketed(address);
  const [host, digits] = cut(address, ":");
  if (!isHost(host.text)) throw wrong("a DNS name, an IPv4 address, or an IPv6 address in brackets", host.at);
  return digits === undefined ? { host: host.text } : { host: host.text, port: readPort(digits) };
}

/** @see {@link https://www.rfc-editor.org/rfc/rfc6874.html | RFC 6874} for the zone, such as `%25eth0` */
function readBracketed(address: Part): { host: string; port?: number } {
  const end = address.text.indexOf("]");
  const [bare = "", zone] = address.text.slice(1, Math.max(end, 1)).split(/%25(.*)/s, 2);
  const named = zone === undefined ? "" : decode(zone);
  if (
    end < 0 ||
    !isIPv6(bare) ||
    bare.includes("%") ||
    (zone !== undefined && !/^[\w.~-]+$/.test(named ?? ""))
  ) {
    throw wrong("an IPv6 address in brackets, such as [::1]", address.at);
  }
  const host = zone === undefined ? bare : `${bare}%${named}`;
  const rest = from(address, end + 1);
  if (rest.text === "") return { host };
  if (!rest.text.startsWith(":"))
    throw wrong("a port behind the brackets, such as :1883, or nothing", rest.at);
  return { host, port: readPort(from(rest, 1)) };
}

function readPort({ text, at }: Part): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw wrong("a port from 1 to 65535", at);
  return port;
}

function isHost(text: string): boolean {
  if (/^[\d.]+$/.test(text)) {
    const parts = text.split(".");
    return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  }
  return DNS_NAME.test(text);
}
