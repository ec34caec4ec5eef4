import { LinkError } from "../error.ts";
import { DEFAULT_PREFIX } from "../protocol/topic-name.ts";
import { bracketed, DEFAULT_PORTS, type HostUri } from "./host-uri.ts";
import { nameAddress } from "./name-hosts.ts";
import { parseHostUri } from "./parse-host-uri.ts";

/** What `formatHostUri` needs: what has a default may be left out. */
export type HostUriParts = Pick<HostUri, "protocol" | "host"> & Partial<HostUri>;

/**
 * Writes a Host URI; what is as by default is left out. The text holds the password: `showHost` does not.
 *
 * @throws LinkError `invalid-host`
 */
export function formatHostUri(parts: HostUriParts): string {
  const { format = "cbor", protocol, host, prefix = DEFAULT_PREFIX } = parts;
  const { port = DEFAULT_PORTS[protocol], clientCertificate = true } = parts;
  const address = port === DEFAULT_PORTS[protocol] ? bracketed(host) : `${bracketed(host)}:${port}`;
  const beside = { format, prefix, clientCertificate };
  const text = nameAddress(`${protocol}://${credentialsOf(parts)}${address}`, beside);
  parseHostUri(text); // what cannot be read again is not written
  return text;
}

function credentialsOf({ user, password }: HostUriParts): string {
  if (user === undefined) return "";
  return password === undefined ? `${encode(user)}@` : `${encode(user)}:${encode(password)}@`;
}

function encode(credential: string): string {
  try {
    return encodeURIComponent(credential);
  } catch {
    throw new LinkError("invalid-host", "Host URI: expected a user and a password without lone surrogates");
  }
}
