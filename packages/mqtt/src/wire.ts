/**
 * What lies below the link: one session with a broker, and payloads as bytes. For programs that look on, or that are many
 * devices at once; a backend and a device are `createBackend` and `createDevice`.
 *
 * @module
 */
export { type Hosts, readHosts } from "./hosts.ts";
export { readPayload, writePayload } from "./payload.ts";
export { deviceOf, numberOf, referenceOf } from "./roles.ts";
export type { ConnectSettings } from "./session/connection.ts";
export { type Delivery, openSession, type Session, type SessionOptions } from "./session/session.ts";
