import { link, mkdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { type Encoding, extensions, type IndexedFile } from "../model/release.ts";

/** What images, fonts and archives hold is packed already. */
const packable = /\.(?:html|css|m?js|json|map|svg|xml|txt|md|wasm|webmanifest|ico|ttf|otf)$/i;
/** Below this size in bytes, a packed file saves no packet. */
const smallest = 512;
/** A packed file that is larger than this share of the original is not worth its place. */
const worthwhile = 0.95;

const pack: Readonly<Record<Encoding, (content: Buffer) => Promise<Buffer>>> = {
  // The highest quality takes ten times as long and saves some 4 % more.
  br: (content) =>
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gzip: (content) => promisify(gzip)(content, { level: 9 }),
};

/**
 * Writes the packed forms of a file beside each other: `TARGET.br` and `TARGET.gz`.
 *
 * @returns their sizes in bytes
 */
export async function packFile(
  content: Buffer,
  hash: string,
  target: string,
  done: Map<string, string>,
): Promise<IndexedFile["packed"]> {
  if (!packable.test(target) || content.length < smallest) return {};
  await mkdir(path.dirname(target), { recursive: true });
  const sizes = await Promise.all(
    (["br", "gzip"] as const).map(async (encoding): Promise<[Encoding, number] | undefined> => {
      const file = target + extensions[encoding];
      const key = `${encoding} ${hash}`;
      const before = done.get(key);
      if (before !== undefined) {
        await link(before, file);
        return [encoding, (await stat(file)).size];
      }
      const packed = await pack[encoding](content);
      if (packed.length > content.length * worthwhile) return undefined;
      await writeFile(file, packed);
      done.set(key, file);
      return [encoding, packed.length];
    }),
  );
  return Object.fromEntries(sizes.filter((size) => size !== undefined));
}
