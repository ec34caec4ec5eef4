/**
 * Many gateways in one process: they publish and ask over MQTT as real ones do, with the faults that are ordered.
 *
 * @module
 */
export type { Access } from "./access.ts";
export type { Counts } from "./counts.ts";
export { devEuiOf } from "./devices.ts";
export type { Faults } from "./faults.ts";
export { createPlan, type MessageStep, type Orders, type Step } from "./plan.ts";
export { type Simulation, type SimulationOptions, simulate } from "./simulate.ts";
