import { type HostUri, showHost } from "./host-uri.ts";

/** Names of hosts for the eyes, each another: the address, and where several have the same, the topic prefix behind it. */
export function nameHosts(hosts: readonly HostUri[]): string[] {
  const addresses = hosts.map(showHost);
  return hosts.map(({ prefix }, index) => {
    const address = addresses[index] as string;
    const isAlone = addresses.indexOf(address) === addresses.lastIndexOf(address);
    return isAlone ? address : `${address}/${prefix.split("/").map(encodeURIComponent).join("/")}/`;
  });
}
