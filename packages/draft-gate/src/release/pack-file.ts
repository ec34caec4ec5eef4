import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Encoding, extensions, type IndexedFile } from "../model/release.ts";
import type { PackedStore } from "./packed-store.ts";

/** What images, fonts and archives hold is packed already. */
const packable = /\.(?:html|css|m?js|json|map|svg|xml|txt|md|wasm|webmanifest|ico|ttf|otf)$/i;
/** Below this size in bytes, a packed file saves no packet. */
const smallest = 512;

/**
 * Writes the packed forms of a file beside each other: `TARGET.br` and `TARGET.gz`.
 *
 * @returns their sizes in bytes
 */
export async function packFile(
  content: Buffer,
  hash: string,
  target: string,
  store: PackedStore,
): Promise<IndexedFile["packed"]> {
  if (!packable.test(target) || content.length < smallest) return {};
  await mkdir(path.dirname(target), { recursive: true });
  const sizes = await Promise.all(
    (["br", "gzip"] as const).map(
      async (encoding) =>
        [encoding, await store.pack(encoding, content, hash, target + extensions[encoding])] as const,
    ),
  );
  return Object.fromEntries(
    sizes.filter((size): size is readonly [Encoding, number] => size[1] !== undefined),
  );
}
