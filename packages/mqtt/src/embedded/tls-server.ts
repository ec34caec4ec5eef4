import { constants } from "node:crypto";
import type { TlsOptions } from "node:tls";
import { pskBytes } from "../session/tls.ts";
import { canonicalIdentity } from "./identity.ts";
import type { Listener } from "./options.ts";

/** The options of a TLS server; `identities` learns which PSK identity stands behind a socket. */
export function inTls(listener: Listener, identities: WeakMap<object, string>): TlsOptions {
  const { cert, key, clientCa, fingerprints, psk } = listener;
  if (psk !== undefined) {
    const keys = new Map(
      Object.entries(psk).map(([identity, secret]) => [
        canonicalIdentity(identity),
        pskBytes({ key: secret }),
      ]),
    );
    return {
      minVersion: "TLSv1.2",
      maxVersion: "TLSv1.2",
      ciphers: "PSK",
      // A session that is taken up again asks for no key, and so tells no identity: each one is begun anew.
      secureOptions: constants.SSL_OP_NO_TICKET,
      pskCallback: (socket, identity) => {
        identities.set(socket, identity);
        return keys.get(canonicalIdentity(identity)) ?? null;
      },
    };
  }
  return {
    minVersion: "TLSv1.2",
    cert,
    key,
    ...(clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true }),
    // Those that nobody has issued are looked at by us. Without an authority of its own, OpenSSL would take the public ones.
    ...(fingerprints === undefined
      ? {}
      : { ca: clientCa ?? [], requestCert: true, rejectUnauthorized: false }),
  };
}

/** Whoever looks whether a port is open leaves in this way, and nobody was refused. */
const GONE = /^(?:ECONNRESET|EPIPE|ECONNABORTED|ETIMEDOUT)$/;

/** Why a client did not get through TLS; `undefined` where it was not refused but went. */
export function tlsRefusal(
  { code = "" }: NodeJS.ErrnoException,
  { psk, clientCa }: Pick<Listener, "psk" | "clientCa">,
): string | undefined {
  if (GONE.test(code)) return undefined;
  if (/HANDSHAKE_TIMEOUT/.test(code)) return `expected TLS to begin in time (${code})`;
  if (/WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH/.test(code)) {
    return `expected TLS, found something else (${code})`;
  }
  if (psk !== undefined) return `expected the identity and the key of a client in psk (${code})`;
  if (clientCa !== undefined) return `expected a certificate that clientCa has issued (${code})`;
  return `expected TLS that both sides know (${code})`;
}
