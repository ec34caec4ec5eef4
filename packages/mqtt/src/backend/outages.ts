import type { LinkError } from "../error.ts";
import type { Report } from "../events.ts";
import { type HostUri, showHost } from "../hosts/host-uri.ts";
import { isViolation } from "../session/failure.ts";

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
      if (event.type === "disconnected") {
        const { host, error } = event;
        // What comes again with each attempt, before anything else can, is no news.
        if (isViolation(error) && told.get(host) === error.message) return;
        told.set(host, error.message);
      }
      report(event);
    },
    failed: (at, error) => {
      const host = showHost(at);
      const before = told.get(host);
      // That a lost host is still away is no news, but that it refuses this backend is: that does not pass by itself.
      const passes = error.code === "unreachable" && !isViolation(error);
      if (before !== undefined && (passes || before === error.message)) return;
      told.set(host, error.message);
      report({ type: "disconnected", host, error });
    },
  };
}
