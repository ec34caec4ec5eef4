/** The vector files as they are on disk: `test/vectors/*.json`. */

/** One item of RFC 8949 Appendix A. */
export interface AppendixItem {
  readonly hex: string;
  readonly diagnostic: string;
  /** False where the encoding is valid but not the preferred one. */
  readonly roundtrip: boolean;
  readonly expect: Model;
}

/** A value as typed JSON. */
export type Model =
  | { readonly uint: string }
  | { readonly nint: string }
  | { readonly float: string }
  | { readonly bytes: string }
  | { readonly text: string }
  | { readonly array: readonly Model[] }
  | { readonly map: readonly (readonly [Model, Model])[] }
  | { readonly tag: readonly [string, Model] }
  | { readonly bool: boolean }
  | { readonly null: true }
  | { readonly undefined: true }
  | { readonly simple: number };

/** One item of RFC 8949 Appendix F.1: not well-formed. */
export interface MalformedItem {
  readonly hex: string;
  readonly group: string;
}

/** One hostile payload with what must become of it. */
export interface HostileCase {
  readonly id: string;
  readonly category: string;
  readonly hex?: string;
  readonly gen?: readonly { readonly hex: string; readonly times?: number }[];
  readonly expect: "accept" | "reject" | "limit";
  readonly bytes: number;
  readonly wellFormed: boolean;
  readonly valid?: boolean;
}

/** All three files. */
export interface Vectors {
  readonly appendixA: readonly AppendixItem[];
  readonly appendixF: readonly MalformedItem[];
  readonly hostile: readonly HostileCase[];
}

/** Reads hexadecimal digits. */
export function fromHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

/** Writes hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The payload of a hostile case, which may be given as runs of the same bytes. */
export function payloadOf({ hex, gen = [{ hex: hex ?? "" }] }: HostileCase): Uint8Array {
  const runs = gen.map(({ hex: run, times = 1 }) => ({ bytes: fromHex(run), times }));
  const payload = new Uint8Array(runs.reduce((sum, { bytes, times }) => sum + bytes.length * times, 0));
  let at = 0;
  for (const { bytes, times } of runs) {
    for (let time = 0; time < times; time++, at += bytes.length) payload.set(bytes, at);
  }
  return payload;
}

/** A value as text that tells apart what JSON merges: bigint and number, −0 and 0, bytes, member order. */
export function show(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (ArrayBuffer.isView(value) && !(value instanceof Uint8Array)) {
    const items = Array.from(value as unknown as ArrayLike<unknown>, show);
    return `${value.constructor.name}(${items})`;
  }
  if (ArrayBuffer.isView(value)) return `h'${toHex(value as Uint8Array)}'`;
  if (Array.isArray(value)) return `[${value.map(show).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const { name: className = "Object" } = value.constructor ?? {};
    const own = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${show(member)}`);
    const hidden = Object.getOwnPropertySymbols(value).map((symbol) => show(Reflect.get(value, symbol)));
    const primitive = value instanceof Number ? [show(Number(value))] : [];
    return `${className === "Object" ? "" : className}{${[...primitive, ...own, ...hidden]}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
