import type { FieldOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import type { View } from "../plan/views.ts";
import { choose, type SameView, viewed } from "./view.ts";

const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const FOUR = `(${OCTET}\\.){3}${OCTET}`;
/** Which groups are left out, and which letters an address has no part for, JSON Schema cannot say. */
const SIX = "([0-9a-f]{0,4}:){2,7}([0-9a-f]{0,4}|[0-9.]{7,15})";

/** The four bytes of an address such as `192.0.2.1`. */
function fourOf(text: string): number[] | undefined {
  const octets = text.split(".", 5).map(Number);
  const areOctets = octets.length === 4 && octets.every((octet) => octet >= 0 && octet <= 255);
  // Written once more, only the canonical form is the same.
  return areOctets && fourText(octets) === text ? octets : undefined;
}

function fourText(bytes: ArrayLike<number>): string {
  return `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}`;
}

/** What stands in front of an address of version 4 that is one of version 6. */
const MAPPED = "::ffff:";

/** The sixteen bytes of an address of version 6. */
function sixOf(text: string): number[] | undefined {
  const four = text.startsWith(MAPPED) ? fourOf(text.slice(MAPPED.length)) : undefined;
  if (four !== undefined) return [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...four];
  const gap = text.indexOf("::");
  const bytes = Array<number>(16).fill(0);
  if (gap < 0) putGroups(text, bytes, () => 0);
  else {
    putGroups(text.slice(0, gap), bytes, () => 0);
    putGroups(text.slice(gap + 2), bytes, (groups) => 16 - 2 * groups);
  }
  // What is no address, or in another form, is not written of these bytes.
  return sixText(bytes) === text ? bytes : undefined;
}

/** Puts groups among the bytes, as far as they are some: where they begin depends on how many they are. */
function putGroups(text: string, bytes: number[], start: (groups: number) => number): void {
  if (text === "") return;
  const groups = text.split(":", 8);
  let at = start(groups.length);
  for (const group of groups) {
    const value = Number.parseInt(group, 16);
    bytes[at++] = (value >> 8) & 0xff;
    bytes[at++] = value & 0xff;
  }
}

/**
 * The canonical text of sixteen bytes.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5952.html#section-4 | RFC 5952 §4 and §5}
 */
function sixText(bytes: ArrayLike<number>): string {
  const groups: number[] = [];
  for (let at = 0; at < 16; at += 2) groups.push((bytes[at] as number) * 256 + (bytes[at + 1] as number));
  let [start, length] = [0, 1];
  for (let at = 0, run = 0; at < 8; at++) {
    run = groups[at] === 0 ? run + 1 : 0;
    // The first of the longest ones.
    if (run > length) [start, length] = [at - run + 1, run];
  }
  if (start === 0 && length === 5 && groups[5] === 0xffff) {
    return MAPPED + fourText([12, 13, 14, 15].map((at) => bytes[at] as number));
  }
  let text = "";
  for (let at = 0; at < 8; at++) {
    const isGap = at === start && length > 1;
    if (isGap) at += length - 1;
    else text += (groups[at] as number).toString(16);
    // A gap has the colon of the group in front, too.
    if (isGap && start === 0) text += ":";
    if (isGap || at < 7) text += ":";
  }
  return text;
}

/** The bytes of an address in its canonical form, of either version or of one. */
function bytesOf(text: unknown, version: unknown): number[] | undefined {
  if (typeof text !== "string" || text.length >= 46) return undefined;
  return text.includes(":")
    ? version === 4
      ? undefined
      : sixOf(text)
    : version === 6
      ? undefined
      : fourOf(text);
}

/** The conversions of `IpAddress`. */
export function ipAddress({ version }: JsonSchema = {}): View {
  return {
    fromWire(given) {
      const bytes = given as Uint8Array;
      return bytes.length === 4 ? fourText(bytes) : sixText(bytes);
    },
    toWire(text) {
      const bytes = bytesOf(text, version);
      return bytes && Uint8Array.from(bytes);
    },
    ...(version === undefined && { which: (text) => Number((text as string).includes(":")) }),
    toJson: (text) => text,
    fromJson: (text) => (bytesOf(text, version) ? text : undefined),
  };
}

/** Which addresses there may be. */
export interface IpAddressOptions extends FieldOptions {
  /** Without, of either version. */
  readonly version?: 4 | 6;
}

/**
 * The address of a host: 4 bytes behind tag 52 or 16 behind tag 54; the canonical text in memory and in JSON.
 *
 * @example IpAddress({ description: "Of the gateway" })
 * @see {@link https://www.rfc-editor.org/rfc/rfc9164.html#section-3.1.1 | RFC 9164 §3.1.1}
 */
export function IpAddress({ version, ...options }: IpAddressOptions = {}): SameView<string> {
  choose("IpAddress", "version", version, [4, 6, undefined]);
  const of = (bytes: number) => ({
    type: "string",
    contentEncoding: "base64",
    minBytes: bytes,
    maxBytes: bytes,
  });
  const bases = { 4: { cborTag: 52, ...of(4) }, 6: { cborTag: 54, ...of(16) } };
  const patterns = { 4: `^${FOUR}$`, 6: `^${SIX}$` };
  return viewed(
    ipAddress,
    {
      name: "ipAddress",
      of: version === undefined ? [bases[4], bases[6]] : [of(version === 4 ? 4 : 16)],
      expected: `an IP${version === undefined ? "" : `v${version}`} address in its canonical form`,
      ...(version === undefined ? {} : { version }),
    },
    { type: "string", pattern: version === undefined ? `^(${FOUR}|${SIX})$` : patterns[version] },
    { ...options, tag: version === undefined ? undefined : version === 4 ? 52 : 54 },
  );
}
