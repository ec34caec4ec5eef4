import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What the server counts, for Prometheus. No label tells of a page or a reader. */
export interface Metrics {
  readonly registry: Registry;
  answered(tree: "public" | "private" | "none", status: number, seconds: number): void;
  signIn(method: "local" | "oidc", result: "in" | "refused"): void;
}

/** @param state - asked for when somebody reads the metrics */
export function createMetrics(state: { readonly providerReachable: () => boolean | undefined }): Metrics {
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
  if (state.providerReachable() !== undefined) {
    new Gauge({
      name: "draft_gate_oidc_up",
      help: "Whether the OpenID provider answered the last time",
      registers,
      collect() {
        this.set(state.providerReachable() ? 1 : 0);
      },
    });
  }
  return {
    registry,
    answered(tree, status, seconds) {
      requests.inc({ tree, status: `${Math.floor(status / 100)}xx` });
      duration.observe(seconds);
    },
    signIn: (method, result) => signIns.inc({ method, result }),
  };
}
