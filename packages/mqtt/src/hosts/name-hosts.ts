import { DEFAULT_PREFIX } from "../protocol/topic-name.ts";
import { type HostUri, showHost } from "./host-uri.ts";
import { parseHostUri } from "./parse-host-uri.ts";

/** What a Host URI says beside address and credentials. */
type Beside = Pick<HostUri, "prefix" | "format"> & Partial<Pick<HostUri, "clientCertificate">>;

/** A host as it stands in `urls`: its Host URI, which others can be given as it is, without user and password. */
export function nameHost(host: HostUri): string {
  return nameAddress(showHost(host), host);
}

/** The same for an address, such as `mqtt://127.0.0.1:1883`. */
export function nameAddress(address: string, { prefix, format, clientCertificate = true }: Beside): string {
  const encoding = format === "cbor" ? "" : `${format}+`;
  const path = prefix === DEFAULT_PREFIX ? "" : `/${prefix.split("/").map(encodeURIComponent).join("/")}/`;
  const query = clientCertificate ? "" : `${path === "" ? "/" : ""}?cert=0`;
  return `${encoding}${address}${path}${query}`;
}

/** The place in the list of the host that a name stands for, also where it was another prefix's, or was written as an address alone; -1 where it is none of them. */
export function findHost(hosts: readonly HostUri[], name: string): number {
  const exact = hosts.findIndex((host) => nameHost(host) === name);
  const named = exact < 0 ? tryHostUri(name) : undefined;
  if (named === undefined) return exact;
  const there = hosts.filter((host) => showHost(host) === showHost(named));
  const found = there.length === 1 ? there[0] : there.find(({ prefix }) => prefix === named.prefix);
  return found === undefined ? -1 : hosts.indexOf(found);
}

function tryHostUri(text: string): HostUri | undefined {
  try {
    return parseHostUri(text);
  } catch {
    return undefined;
  }
}
