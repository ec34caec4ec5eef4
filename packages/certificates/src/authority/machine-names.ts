import { readFileSync } from "node:fs";
import { hostname, networkInterfaces } from "node:os";

/** The most names of one line of the hosts file. */
const MOST_ALIASES = 20;

/**
 * All that this machine is called and reached at: its host name, what the hosts file calls it besides, `localhost`, and the
 * addresses of its network. Nobody is asked over the network.
 */
export function machineNames(hostsFile = "/etc/hosts"): string[] {
  const own = hostname().toLowerCase();
  const addresses = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).map(({ address }) => address),
  );
  const names = [own, ...aliasesOf(own, hostsFile), "localhost", ...addresses.map(withoutZone).sort()];
  return [...new Set(names)].filter((name) => name !== "");
}

/** Other names on the lines of the hosts file that have this one. */
function aliasesOf(own: string, hostsFile: string): string[] {
  let text: string;
  try {
    text = readFileSync(hostsFile, "utf8");
  } catch {
    return [];
  }
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").toLowerCase().trim().split(/\s+/).slice(1))
    .filter((names) => names.includes(own))
    .flatMap((names) => names.slice(0, MOST_ALIASES));
}

function withoutZone(address: string): string {
  return address.replace(/%.*/, "");
}
