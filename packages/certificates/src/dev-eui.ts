import { CertificateError } from "./error.ts";

const URN = "urn:dev:mac:";
const DEV_EUI = /^(?:urn:dev:mac:)?([0-9a-f]{16})$/i;

/** How a DevEUI is written: `hex` is 16 hexadecimal digits, `urn` puts `urn:dev:mac:` before them. */
export type DevEuiSpelling = "hex" | "urn";

/** The 16 lower-case hexadecimal digits of a DevEUI in either spelling; `undefined` where it is none. */
export function tryDevEui(text: string): string | undefined {
  return DEV_EUI.exec(text)?.[1]?.toLowerCase();
}

/**
 * The 16 lower-case hexadecimal digits of a DevEUI in either spelling.
 *
 * @throws CertificateError `name`
 */
export function readDevEui(text: string): string {
  const devEui = tryDevEui(text);
  if (devEui !== undefined) return devEui;
  throw new CertificateError(
    "name",
    `DevEUI: expected 16 hexadecimal digits, with or without ${URN} before them`,
  );
}

/** @see {@link https://www.rfc-editor.org/rfc/rfc9039.html#section-4.1 | RFC 9039 §4.1}, DEV URNs of MAC addresses */
export function spell(devEui: string, spelling: DevEuiSpelling = "urn"): string {
  return spelling === "urn" ? `${URN}${devEui}` : devEui;
}
