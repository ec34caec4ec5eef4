import { fromBase64 } from "@wirebook/codec/pasted";
import { toBase64Url } from "./payload-text.ts";

/** What a shared address holds. */
export interface Shared {
  readonly name?: string | undefined;
  readonly bytes: Uint8Array;
}

/** Addresses beyond this are cut by programs that pass them on. */
const MOST_BYTES = 8192;

/** The fragment for a payload: browsers keep it to themselves, no server ever sees it. */
export function fragmentFor({ name, bytes }: Shared): string | undefined {
  if (bytes.length > MOST_BYTES) return undefined;
  return `#payload=${toBase64Url(bytes)}${name === undefined ? "" : `&type=${name}`}`;
}

/** Reads what `fragmentFor` wrote. */
export function readFragment(hash: string): Shared | undefined {
  if (!hash.startsWith("#payload=")) return undefined;
  const parameters = new URLSearchParams(hash.slice(1));
  const bytes = fromBase64(parameters.get("payload") ?? "");
  const name = parameters.get("type");
  return bytes === undefined ? undefined : { bytes, name: name || undefined };
}
