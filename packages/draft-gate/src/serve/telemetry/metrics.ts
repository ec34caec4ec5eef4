import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Audience } from "../../model/audience.ts";

/** What the server counts, for Prometheus. No label tells of a page or a reader. */
export interface Metrics {
  readonly registry: Registry;
  answered(tree: Audience | "none", status: number, seconds: number): void;
  signIn(method: string, result: "in" | "refused"): void;
  /** Adds a gauge whose value is asked for when somebody reads the metrics. */
  gauge(name: string, help: string, value: () => number): void;
}

/** Makes the metrics, with those of the process among them. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "draft_gate_requests_total",
    help: "Answers by tree and class of status",
    labelNames: ["tree", "status"],
    registers,
  });
  const duration = new Histogram({
    name: "draft_gate_request_duration_seconds",
    help: "Time from a request to the end of its answer",
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  });
  const signIns = new Counter({
    name: "draft_gate_sign_ins_total",
    help: "Sign-ins and refusals by method",
    labelNames: ["method", "result"],
    registers,
  });
  return {
    registry,
    answered(tree, status, seconds) {
      requests.inc({ tree, status: `${Math.floor(status / 100)}xx` });
      duration.observe(seconds);
    },
    signIn: (method, result) => signIns.inc({ method, result }),
    gauge(name, help, value) {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    },
  };
}
