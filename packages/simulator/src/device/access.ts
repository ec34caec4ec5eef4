import { readFileSync } from "node:fs";
import type { TlsSettings } from "@wirebook/mqtt";

/** How devices get in, besides what the Host URI says. In file names, `{devEui}` stands for the device's own. */
export interface Access {
  /** File of the certificates to trust. */
  readonly ca?: string;
  /** Files of the client certificate and its key. */
  readonly cert?: string;
  readonly key?: string;
  /** Pre-shared key in hexadecimal digits, the same for all; the identity is the DevEUI. */
  readonly psk?: string;
  /** Name in the server's certificate, where it is not the host's. */
  readonly serverName?: string;
}

/** Puts a DevEUI where `{devEui}` stands. */
export function ofDevice(text: string, devEui: string): string {
  return text.replaceAll("{devEui}", devEui);
}

/**
 * Makes the TLS settings of each device. A file is read once, unless each device has its own.
 *
 * @returns a function from the DevEUI to its settings; `undefined` where there is nothing to set
 */
export function createTls(access: Access): (devEui: string) => TlsSettings | undefined {
  const { psk, serverName } = access;
  const files = new Map<string, string>();
  const read = (path: string, devEui: string): string => {
    const own = path.includes("{devEui}");
    const text = files.get(path) ?? readFileSync(ofDevice(path, devEui), "utf8");
    if (!own) files.set(path, text);
    return text;
  };
  return (devEui) => {
    const settings: TlsSettings = {
      ...(access.ca === undefined ? {} : { ca: read(access.ca, devEui) }),
      ...(access.cert === undefined ? {} : { cert: read(access.cert, devEui) }),
      ...(access.key === undefined ? {} : { key: read(access.key, devEui) }),
      ...(psk === undefined ? {} : { psk: { identity: devEui, key: psk } }),
      ...(serverName === undefined ? {} : { serverName }),
    };
    return Object.keys(settings).length === 0 ? undefined : settings;
  };
}
