/**
 * What both sides of the link say, and what whoever looks on has to know to understand them: topic names, DevEUIs, the
 * numbers of devices, requests and their answers, payloads. No socket, no file, no timer is behind it.
 *
 * @module
 */
export { type Counter, createCounter, type Irregularity } from "./protocol/counter.ts";
export { deadlineOf } from "./protocol/deadline.ts";
export {
  type DevEuiSpelling,
  formatDevEui,
  type ParsedDevEui,
  parseDevEui,
  tryDevEui,
} from "./protocol/dev-eui.ts";
export { type PayloadFormat, readPayload, writePayload } from "./protocol/payload.ts";
export {
  createOpenRequests,
  type OpenRequest,
  type OpenRequests,
  readReference,
} from "./protocol/requests.ts";
export { deviceOf, numberOf, referenceOf } from "./protocol/roles.ts";
export {
  downlinkFilterOf,
  formatTopicFilter,
  matchesTopicFilter,
  type TopicFilterParts,
} from "./protocol/topic-filter.ts";
export {
  type Direction,
  formatTopicName,
  messageNameOf,
  parseTopicName,
  type TopicName,
  type TopicNameParts,
  topicNameOf,
  tryTopicName,
} from "./protocol/topic-name.ts";
