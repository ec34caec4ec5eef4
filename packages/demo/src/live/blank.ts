import { inspect, type Message } from "@wirebook/codec";

/** What stands in place of a sensitive text; a PIN stays four digits. */
const BLANK = "0".charCodeAt(0);

/** The payload with zeros where it is sensitive, so that it can be shown; nothing where that cannot be done. */
export function blankSensitive(payload: Uint8Array, message: Message): Uint8Array | undefined {
  const { items, fault } = inspect(payload, message);
  if (fault !== undefined) return undefined;
  const blank = payload.slice();
  for (const { sensitive, role, kind, offset, headLength, length } of items) {
    if (!sensitive || role === "key") continue;
    if (kind === "text") blank.fill(BLANK, offset + headLength, offset + length);
    else if (kind === "bytes") blank.fill(0, offset + headLength, offset + length);
    else return undefined;
  }
  return blank;
}
