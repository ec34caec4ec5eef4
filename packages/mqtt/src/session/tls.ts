import { isIP } from "node:net";
import type { ConnectionOptions, SecureVersion } from "node:tls";
import { LinkError } from "../error.ts";
import type { HostUri } from "../hosts/host-uri.ts";

/** A key that both sides know, in place of certificates. */
export interface PreSharedKey {
  readonly identity: string;
  /** The key itself, or its hexadecimal digits. */
  readonly key: Uint8Array | string;
}

/** The most bytes of a protocol's name. */
const MOST_PROTOCOL = 255;

/** PEM text, or its bytes. */
export type Pem = string | Buffer;

/** What TLS needs besides the host. Files are read by the caller. */
export interface TlsSettings {
  /** Certificates to trust in place of the system's. */
  readonly ca?: Pem | Pem[];
  /** Client certificate: the leaf, and behind it each intermediate. */
  readonly cert?: Pem;
  readonly key?: Pem;
  readonly passphrase?: string;
  readonly psk?: PreSharedKey;
  /** Name to expect in the server's certificate, where it is not the host's. */
  readonly serverName?: string;
  /** Protocols to name in the handshake (ALPN), the best first, where the broker asks for them. */
  readonly alpn?: readonly string[];
}

/**
 * The options of `tls.connect` for a host.
 *
 * @throws LinkError `invalid-configuration`
 */
export function tlsOptions(host: HostUri, settings: TlsSettings = {}): ConnectionOptions {
  const { ca, cert, key, passphrase, psk, serverName, alpn } = settings;
  const name = serverName ?? (isIP(host.host) === 0 ? host.host : undefined);
  const minVersion: SecureVersion = "TLSv1.2";
  const protocols = alpn === undefined ? {} : { ALPNProtocols: checkAlpn(alpn) };
  if (psk !== undefined) {
    const secret = pskBytes(psk);
    return {
      ...protocols,
      minVersion,
      maxVersion: "TLSv1.2",
      ciphers: "PSK",
      pskCallback: () => ({ psk: secret, identity: psk.identity }),
      checkServerIdentity: () => undefined,
    };
  }
  if ((cert === undefined) !== (key === undefined)) {
    throw new LinkError(
      "invalid-configuration",
      `tls: expected cert and key together, found ${cert === undefined ? "key" : "cert"} alone`,
    );
  }
  const own = host.clientCertificate && cert !== undefined ? { cert, key } : {};
  return {
    ...protocols,
    minVersion,
    ...(name === undefined ? {} : { servername: name }),
    ...(ca === undefined ? {} : { ca }),
    ...own,
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

/**
 * The bytes of a pre-shared key.
 *
 * @throws LinkError `invalid-configuration`
 */
export function pskBytes({ key }: Pick<PreSharedKey, "key">): Buffer {
  if (typeof key !== "string") return Buffer.from(key);
  if (!/^(?:[0-9a-f]{2})+$/i.test(key)) {
    throw new LinkError(
      "invalid-configuration",
      "tls.psk.key: expected bytes, or an even number of hexadecimal digits",
    );
  }
  return Buffer.from(key, "hex");
}

/** @see {@link https://www.rfc-editor.org/rfc/rfc7301.html#section-3.1 | RFC 7301 §3.1} */
function checkAlpn(alpn: readonly string[]): string[] {
  const isName = (name: unknown) =>
    typeof name === "string" && name !== "" && Buffer.byteLength(name) <= MOST_PROTOCOL;
  if (Array.isArray(alpn) && alpn.length > 0 && alpn.every(isName)) return [...alpn];
  throw new LinkError(
    "invalid-configuration",
    `tls.alpn: expected a list of protocols, each of 1 to ${MOST_PROTOCOL} bytes, such as ["mqtt"]`,
  );
}
