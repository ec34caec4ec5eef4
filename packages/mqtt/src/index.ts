/**
 * The link between devices and a backend over MQTT: typed, with nothing lost and every request answered in time.
 *
 * @module
 */
export { type Backend, createBackend } from "./backend/backend.ts";
export type { DownlinkValue, SendOptions } from "./backend/downlinks.ts";
export type {
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
export type { BackendHost } from "./backend/source.ts";
export { createDevice, type Device, type RequestOptions } from "./device/device.ts";
export type { DeviceOptions } from "./device/options.ts";
export type { UplinkValue } from "./device/writer.ts";
export type {
  Admittance,
  Credentials,
  EmbeddedOptions,
  ListenerOptions,
  WaitingOptions,
} from "./embedded/options.ts";
export type { OtherAccess } from "./embedded/others.ts";
export type { Renewal } from "./embedded/renewal.ts";
export { LinkError, type LinkErrorCode, type LinkErrorDetails } from "./error.ts";
export { type LinkEvent, type Report, reportToStandardError } from "./events.ts";
export { formatHostUri, type HostUriParts } from "./hosts/format-host-uri.ts";
export type { Hosts } from "./hosts/host-list.ts";
export { type HostProtocol, type HostUri, showHost } from "./hosts/host-uri.ts";
export { parseHostList, parseHostUri } from "./hosts/parse-host-uri.ts";
export type { InboxOptions } from "./inbox/options.ts";
export { type AccessListOptions, formatAccessList } from "./mosquitto/access-list.ts";
export { type DevEuiSpelling, formatDevEui, type ParsedDevEui, parseDevEui } from "./protocol/dev-eui.ts";
export type { PayloadFormat } from "./protocol/payload.ts";
export type { AnswerTo } from "./protocol/requests.ts";
export type { RoleNames, Unfilled } from "./protocol/roles.ts";
export { formatTopicFilter, matchesTopicFilter, type TopicFilterParts } from "./protocol/topic-filter.ts";
export {
  type Direction,
  formatTopicName,
  parseTopicName,
  type TopicName,
  type TopicNameParts,
} from "./protocol/topic-name.ts";
export type { Asked } from "./session/ask.ts";
export type { Qos } from "./session/connection.ts";
export type { Credential } from "./session/credentials.ts";
export type { Pem, PreSharedKey, TlsSettings } from "./session/tls.ts";
export type { WebSocketSettings } from "./session/web-socket.ts";
