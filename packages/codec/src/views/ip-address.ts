import type { FieldOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import type { View } from "../plan/views.ts";
import { choose, type SameView, viewed } from "./view.ts";

const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const FOUR = `(${OCTET}\\.){3}${OCTET}`;
/** Which groups are left out, and which letters an address has no part for, JSON Schema cannot say. */
const SIX = "([0-9a-f]{0,4}:){2,7}([0-9a-f]{0,4}|[0-9.]{7,15})";

const octets = new RegExp(`^${FOUR}$`);

/** The four bytes of an address such as `192.0.2.1`. */
function fourOf(text: string): number[] | undefined {
  return octets.test(text) ? text.split(".").map(Number) : undefined;
}

function fourText(bytes: ArrayLike<number>): string {
  return Array.from(bytes).join(".");
}

/** The eight groups of an address of version 6. */
function groupsOf(text: string): number[] | undefined {
  const [head = "", tail, more] = text.split("::");
  if (more !== undefined) return undefined;
  const parts = (half: string) => (half === "" ? [] : half.split(":").flatMap(groupOf));
  const [front, back] = [parts(head), parts(tail ?? "")];
  const missing = tail === undefined ? 0 : 8 - front.length - back.length;
  if (missing < 0) return undefined;
  const groups = [...front, ...Array<number>(missing).fill(0), ...back];
  return groups.length === 8 && groups.every((group) => group >= 0) ? groups : undefined;
}

/** A group, or the two that an address of version 4 is; −1 for what is none. */
function groupOf(text: string): number[] {
  const four = fourOf(text) as [number, number, number, number] | undefined;
  if (four) return [four[0] * 256 + four[1], four[2] * 256 + four[3]];
  return [/^[0-9a-f]{1,4}$/.test(text) ? Number.parseInt(text, 16) : -1];
}

/**
 * The canonical text of eight groups.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5952.html#section-4 | RFC 5952 §4 and §5}
 */
function sixText(groups: readonly number[]): string {
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${fourText(groups.slice(6).flatMap((group) => [group >> 8, group & 255]))}`;
  }
  let [start, length] = [0, 1];
  for (let at = 0, run = 0; at < 8; at++) {
    run = groups[at] === 0 ? run + 1 : 0;
    // The first of the longest ones.
    if (run > length) [start, length] = [at - run + 1, run];
  }
  const texts = groups.map((group) => group.toString(16));
  if (length < 2) return texts.join(":");
  return `${texts.slice(0, start).join(":")}::${texts.slice(start + length).join(":")}`;
}

function isFour(text: unknown): text is string {
  return typeof text === "string" && fourOf(text) !== undefined;
}

function isSix(text: unknown): text is string {
  const groups = typeof text === "string" && text.length < 46 ? groupsOf(text) : undefined;
  return groups !== undefined && sixText(groups) === text;
}

/** The conversions of `IpAddress`. */
export function ipAddress({ version }: JsonSchema = {}): View {
  const isTaken = (text: unknown): text is string =>
    (version !== 6 && isFour(text)) || (version !== 4 && isSix(text));
  return {
    fromWire(given) {
      const bytes = given as Uint8Array;
      if (bytes.length === 4) return fourText(bytes);
      const groups = Array.from(
        { length: 8 },
        (_, at) => (bytes[2 * at] as number) * 256 + (bytes[2 * at + 1] as number),
      );
      return sixText(groups);
    },
    toWire(text) {
      if (!isTaken(text)) return undefined;
      const four = fourOf(text);
      if (four) return Uint8Array.from(four);
      return Uint8Array.from((groupsOf(text) as number[]).flatMap((group) => [group >> 8, group & 255]));
    },
    ...(version === undefined && { which: (text) => Number((text as string).includes(":")) }),
    toJson: (text) => text,
    fromJson: (text) => (isTaken(text) ? text : undefined),
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
