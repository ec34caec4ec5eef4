/**
 * What a backend counts, for Prometheus. No label tells of a device.
 *
 * @module
 */
export { createMetrics, type Metrics } from "./metrics/metrics.ts";
