/** Where a device was last heard. */
export interface LastHeard {
  /** The DevEUI as it stands in the device's topic names. */
  readonly device: string;
  readonly prefix: string;
  /** The host, without a password, where there is more to it than one. */
  readonly host?: string;
}

/** What an inbox keeps of a device. */
export interface DeviceEntry {
  /** The last number that the device's uplinks have come to. */
  readonly last?: bigint | undefined;
  /** The number with which it began to count so. */
  readonly first?: bigint | undefined;
  /** The number that it has come to if it counts anew, which cannot be told yet. */
  readonly anew?: bigint | undefined;
  /** Numbers that came by another way, such as with a request. */
  readonly noted: readonly bigint[];
  /** The number that the device's latest message has in the inbox; 0 where there is none. */
  readonly latest: number;
  readonly heard?: LastHeard | undefined;
}

/** The short names are on disk once for each device, and written again with each message. */
interface Written {
  readonly n?: string;
  readonly f?: string;
  readonly a?: string;
  readonly r?: readonly string[];
  readonly at: number;
  readonly d?: string;
  readonly p?: string;
  readonly h?: string;
}

/**
 * A device's entry as text, put together by hand: it is written again with almost each message. `heard` is what
 * {@link writeHeard} makes of where the device was heard.
 */
export function writeDeviceEntry(
  { last, first, anew, noted, latest }: Omit<DeviceEntry, "heard">,
  heard: string,
): string {
  let text = `{"at":${latest}`;
  if (last !== undefined) text += `,"n":"${last}"`;
  if (first !== undefined) text += `,"f":"${first}"`;
  if (anew !== undefined) text += `,"a":"${anew}"`;
  if (noted.length > 0) text += `,"r":["${noted.join('","')}"]`;
  return `${text}${heard}}`;
}

/** Where a device was heard, as the last part of its entry. */
export function writeHeard(heard: LastHeard | undefined): string {
  if (heard === undefined) return "";
  const { device, prefix, host } = heard;
  const written: Pick<Written, "d" | "p" | "h"> = {
    d: device,
    p: prefix,
    ...(host === undefined ? {} : { h: host }),
  };
  return `,${JSON.stringify(written).slice(1, -1)}`;
}

/** Many entries as one text, which goes from thread to thread at once: a line for each, its DevEUI in front. */
export function joinEntries(lines: readonly string[]): string {
  return lines.join("\n");
}

/** The DevEUIs of joined entries, each with its entry. */
export function* splitEntries(text: string): Generator<readonly [devEui: string, entry: string]> {
  if (text === "") return;
  // An entry begins with a brace, and is JSON, in which no line ends.
  for (const line of text.split("\n")) {
    const at = line.indexOf("{");
    yield [line.slice(0, at), line.slice(at)];
  }
}

const DIGITS = /^-?\d+$/;

/** Reads an entry. Inboxes of before have the last number alone, in decimal; what is neither says nothing of the device. */
export function readDeviceEntry(text: string | undefined): DeviceEntry {
  if (text === undefined) return { noted: [], latest: 0 };
  if (DIGITS.test(text)) return { last: BigInt(text), noted: [], latest: 0 };
  try {
    const { n, f, a, r = [], at, d, p, h } = JSON.parse(text) as Written;
    return {
      last: readNumber(n),
      first: readNumber(f),
      anew: readNumber(a),
      noted: r.map(BigInt),
      latest: Number.isSafeInteger(at) ? at : 0,
      heard:
        d === undefined || p === undefined
          ? undefined
          : { device: d, prefix: p, ...(h === undefined ? {} : { host: h }) },
    };
  } catch {
    return { noted: [], latest: 0 };
  }
}

function readNumber(text: string | undefined): bigint | undefined {
  return text === undefined ? undefined : BigInt(text);
}
