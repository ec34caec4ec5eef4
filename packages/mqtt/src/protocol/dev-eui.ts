import { LinkError } from "../error.ts";

/** How a DevEUI is written: `hex` is 16 hexadecimal digits, `urn` puts `urn:dev:mac:` before them. */
export type DevEuiSpelling = "hex" | "urn";

/** A DevEUI as it was read. */
export interface ParsedDevEui {
  /** The DevEUI itself: 16 lower-case hexadecimal digits. */
  readonly devEui: string;
  readonly spelling: DevEuiSpelling;
}

const URN = "urn:dev:mac:";
const DEV_EUI = /^(urn:dev:mac:)?([0-9a-f]{16})$/i;

/**
 * Reads a DevEUI in either spelling.
 *
 * @throws LinkError `invalid-name`
 * @see {@link https://www.rfc-editor.org/rfc/rfc9039.html#section-4.1 | RFC 9039 §4.1}, DEV URNs of MAC addresses
 */
export function parseDevEui(text: string): ParsedDevEui {
  const parsed = tryDevEui(text);
  if (parsed !== undefined) return parsed;
  const offset = text.toLowerCase().startsWith(URN) ? URN.length : 0;
  throw new LinkError(
    "invalid-name",
    `DevEUI at character ${offset}: expected 16 hexadecimal digits, with or without ${URN} before them`,
    { offset },
  );
}

/** Reads a DevEUI in either spelling; `undefined` where it is none. */
export function tryDevEui(text: string): ParsedDevEui | undefined {
  if (text.length === 16 || text.length === 28) {
    const match = DEV_EUI.exec(text);
    if (match !== null) {
      return { devEui: (match[2] as string).toLowerCase(), spelling: match[1] === undefined ? "hex" : "urn" };
    }
  }
  return undefined;
}

/**
 * Writes a DevEUI, read in either spelling, in the one that is asked for.
 *
 * @throws LinkError `invalid-name`
 */
export function formatDevEui(devEui: string, spelling: DevEuiSpelling = "hex"): string {
  const { devEui: digits } = parseDevEui(devEui);
  return spelling === "urn" ? `${URN}${digits}` : digits;
}
