import type { Reader } from "./reader.ts";

/** Who reads, as a header can hold it: names can hold anything. */
export function remoteUser({ id }: Reader): string {
  return encodeURIComponent(id).replaceAll("%3A", ":").replaceAll("%40", "@");
}
