import { Gauge, type Registry } from "prom-client";

/** The connections to each host, as events tell of them. */
export interface Connections {
  opened(host: string): void;
  /** Whether there was one that could be lost. */
  closed(host: string): boolean;
}

/** No connection yet. */
export function createConnections(): Connections {
  const open = new Map<string, number>();
  return {
    opened: (host) => void open.set(host, (open.get(host) ?? 0) + 1),
    closed: (host) => {
      const count = open.get(host) ?? 0;
      if (count > 0) open.set(host, count - 1);
      return count > 0;
    },
  };
}

/** Shows how many hosts are connected now. */
export function gaugeHosts(registry: Registry, connected: () => number): void {
  new Gauge({
    name: "wirebook_connected_hosts",
    help: "Hosts at which uplinks and requests are received now",
    registers: [registry],
    collect() {
      this.set(connected());
    },
  });
}
