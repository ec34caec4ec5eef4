/**
 * Many gateways in one process: they publish and ask over MQTT as real ones do, with the faults that are ordered.
 *
 * @module
 */
export type { Access } from "./device/access.ts";
export type { Counts } from "./device/counts.ts";
export { devEuiOf } from "./plan/devices.ts";
export type { Faults } from "./plan/faults.ts";
export { createPlan, type MessageStep, type Orders, type Step } from "./plan/plan.ts";
export { type Simulation, type SimulationOptions, simulate } from "./simulate.ts";
