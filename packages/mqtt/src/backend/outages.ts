import type { LinkError } from "../error.ts";
import type { Report } from "../events.ts";
import { type HostUri, showHost } from "../hosts/host-uri.ts";

/** Tells of hosts that are not there: once, and once more where the reason turns out to be another. */
export interface Outages {
  /** What the sessions at these hosts report, passed on. */
  readonly report: Report;
  /** An attempt to connect has failed. */
  failed(host: HostUri, error: LinkError): void;
}

/** No host is known to be away. */
export function createOutages(report: Report): Outages {
  /** What was told of the hosts that are away. */
  const told = new Map<string, string>();
  return {
    report: (event) => {
      if (event.type === "connected") told.delete(event.host);
      if (event.type === "disconnected") told.set(event.host, event.error.message);
      report(event);
    },
    failed: (at, error) => {
      const host = showHost(at);
      const before = told.get(host);
      // That a lost host is still away is no news, but that it refuses this backend is: that does not pass by itself.
      if (before !== undefined && (error.code === "unreachable" || before === error.message)) return;
      told.set(host, error.message);
      report({ type: "disconnected", host, error });
    },
  };
}
