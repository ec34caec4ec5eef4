/**
 * The link between devices and a backend over MQTT: typed, with nothing lost and every request answered in time.
 *
 * @module
 */
export { type Backend, createBackend, type DownlinkValue } from "./backend/backend.ts";
export type {
  AnswerTo,
  AnswerValue,
  MessageContext,
  RequestContext,
  RequestHandler,
  UnknownHandler,
  UnknownMessage,
  UplinkContext,
  UplinkHandler,
} from "./backend/handlers.ts";
export type { BackendOptions } from "./backend/options.ts";
export { createDevice, type Device, type RequestOptions, type UplinkValue } from "./device/device.ts";
export type { DeviceOptions } from "./device/options.ts";
export type { Credentials, EmbeddedOptions, ListenerOptions } from "./embedded/options.ts";
export { LinkError, type LinkErrorCode, type LinkErrorDetails } from "./error.ts";
export { type LinkEvent, type Report, reportToStandardError } from "./events.ts";
export type { Hosts } from "./hosts.ts";
export type { InboxOptions } from "./inbox/options.ts";
export { type AccessListOptions, formatAccessList } from "./mosquitto/access-list.ts";
export { type DevEuiSpelling, formatDevEui, type ParsedDevEui, parseDevEui } from "./names/dev-eui.ts";
export {
  formatHostUri,
  type HostProtocol,
  type HostUri,
  type HostUriParts,
  type PayloadFormat,
  parseHostList,
  parseHostUri,
  showHost,
} from "./names/host-uri.ts";
export { formatTopicFilter, matchesTopicFilter, type TopicFilterParts } from "./names/topic-filter.ts";
export {
  type Direction,
  formatTopicName,
  parseTopicName,
  type TopicName,
  type TopicNameParts,
} from "./names/topic-name.ts";
export type { RoleNames, Unfilled } from "./roles.ts";
export type { Qos } from "./session/connection.ts";
export type { Pem, PreSharedKey, TlsSettings } from "./session/tls.ts";
