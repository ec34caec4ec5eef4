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

/** A device's entry as text. */
export function writeDeviceEntry({ last, first, anew, noted, latest, heard }: DeviceEntry): string {
  const written: Written = {
    ...(last === undefined ? {} : { n: String(last) }),
    ...(first === undefined ? {} : { f: String(first) }),
    ...(anew === undefined ? {} : { a: String(anew) }),
    ...(noted.length === 0 ? {} : { r: noted.map(String) }),
    at: latest,
    ...(heard === undefined ? {} : { d: heard.device, p: heard.prefix }),
    ...(heard?.host === undefined ? {} : { h: heard.host }),
  };
  return JSON.stringify(written);
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
