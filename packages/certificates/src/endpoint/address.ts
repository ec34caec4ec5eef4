import { CertificateError } from "../error.ts";

/** Where a server is. */
export interface Address {
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
}

const DEFAULT_PORT = 8883;

/**
 * Reads `HOST:PORT`, also with `mqtts://` in front; an IPv6 address stands in brackets. Without a port, it is that of MQTT over TLS.
 *
 * @throws CertificateError `invalid-configuration`
 */
export function parseAddress(text: string): Address {
  const match = /^(?:[a-z+]+:\/\/)?(?:\[([0-9a-f:.]+)\]|([^\s:/@[\]]+))(?::(\d{1,5}))?\/?$/i.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? DEFAULT_PORT : Number(match[3]);
  if (host !== undefined && port > 0 && port <= 65_535) return { host, port };
  throw new CertificateError(
    "invalid-configuration",
    `${JSON.stringify(text)}: expected HOST:PORT, such as broker.example:8883 or [2001:db8::1]:8883`,
  );
}
