import { brotliDecompressSync, constants, gunzipSync } from "node:zlib";

/** The bytes of a file, or of what is packed or embedded in it, and their text where they are text. */
export interface Part {
  readonly bytes: Buffer;
  readonly text?: string;
}

const binary = /\.(png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf|eot|mp[34]|webm|ogg|pdf|zip|wasm)$/i;
const embedded = /;base64,([A-Za-z0-9+/]{16,}={0,2})/g;

/** A file, what it packs, and what stands in it as `data:` URLs: bundlers embed small files, and source maps, so. */
export function partsOf(file: string, content: Buffer): Part[] {
  const unpacked = unpack(file, content);
  if (unpacked !== undefined) return partsOf(file.slice(0, -3), unpacked);
  if (binary.test(file)) return [{ bytes: content }];
  const whole = partOf(content);
  const inside = [...(whole.text ?? "").matchAll(embedded)].map((match) => match[1] ?? "");
  return [whole, ...inside.map((base64) => partOf(Buffer.from(base64, "base64")))];
}

function partOf(bytes: Buffer): Part {
  // A NUL early on is the mark of binary data without one of the usual names.
  return bytes.subarray(0, 1024).includes(0) ? { bytes } : { bytes, text: bytes.toString("utf8") };
}

/** What a packed file holds, of one that is cut off as much as there is; nothing where it is not what its name says. */
function unpack(file: string, content: Buffer): Buffer | undefined {
  try {
    if (/\.gz$/i.test(file)) return gunzipSync(content, { finishFlush: constants.Z_SYNC_FLUSH });
    if (/\.br$/i.test(file))
      return brotliDecompressSync(content, { finishFlush: constants.BROTLI_OPERATION_FLUSH });
  } catch {
    // Then it is read as it is, like any other file.
  }
  return undefined;
}
