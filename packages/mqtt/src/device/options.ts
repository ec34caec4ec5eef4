import type { Message } from "@wirebook/codec";
import type { Report } from "../events.ts";
import type { Hosts } from "../hosts/host-list.ts";
import type { DevEuiSpelling } from "../protocol/dev-eui.ts";
import type { Qos } from "../session/connection.ts";
import type { TlsSettings } from "../session/tls.ts";

/** How a device is set up. */
export interface DeviceOptions {
  /** Host URIs that are tried in order. */
  readonly hosts: Hosts;
  /** In either spelling. */
  readonly devEui: string;
  /** How topic names and messages spell the DevEUI. Default: as `devEui` does. */
  readonly spelling?: DevEuiSpelling;
  /** The message types. */
  readonly messages: Iterable<Message>;
  readonly tls?: TlsSettings;
  /** Default: the DevEUI in hexadecimal digits, as the gateways have it. */
  readonly clientId?: string;
  /** Quality of service of what is published. Default: 0, as the gateways have it. */
  readonly qos?: Qos;
  /** The number of the first message. Default: 0. */
  readonly firstNumber?: bigint;
  /** Seconds between signs of life. Default: 30. */
  readonly keepalive?: number;
  /** Takes what happens beside the messages. Default: warnings go to standard error. */
  readonly report?: Report;
}
