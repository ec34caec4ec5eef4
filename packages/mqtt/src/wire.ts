/**
 * What lies below the link: one session with a broker. For programs that look on, or that are many devices at once; a
 * backend and a device are `createBackend` and `createDevice`, and what topic names and payloads say is
 * `@wirebook/mqtt/protocol`.
 *
 * @module
 */
export { distinctHosts, type Hosts, readHosts } from "./hosts/host-list.ts";
export type { ConnectSettings } from "./session/connection.ts";
export { firstOf } from "./session/first-of.ts";
export type { Delivery, LongDelivery, OnDelivery, OnLongDelivery } from "./session/intake.ts";
export type { PublishOptions, WrittenMessage } from "./session/outbox.ts";
export {
  openSession,
  type PatientSession,
  type Session,
  type SessionOptions,
  startSession,
} from "./session/session.ts";
