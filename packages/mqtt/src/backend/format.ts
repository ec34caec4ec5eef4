import type { NameReader } from "../protocol/name-reader.ts";
import type { PayloadFormat } from "../protocol/payload.ts";
import type { BackendOptions } from "./options.ts";
import type { SourceHost } from "./source.ts";

/** How the device of a topic name writes and reads payloads at a host. */
export type FormatOf = (topicName: string, host: SourceHost) => PayloadFormat;

/** As the option `format` says for the device, and otherwise as the host says. */
export function createFormatOf(format: BackendOptions["format"], nameOf: NameReader): FormatOf {
  if (format === undefined) return (_, host) => host.format;
  return (topicName, host) => {
    const devEui = nameOf(topicName)?.devEui;
    return (devEui === undefined ? undefined : format(devEui)) ?? host.format;
  };
}
