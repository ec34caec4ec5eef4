import { link, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { type Encoding, extensions } from "../model/release.ts";

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

/** Packed files by the hash of what they pack: of both trees, and of the builds before, so that each is packed once. */
export interface PackedStore {
  /**
   * Makes `target` the packed form of a content.
   *
   * @returns its size in bytes; nothing, and no file, where packing is not worthwhile
   */
  pack(encoding: Encoding, content: Buffer, hash: string, target: string): Promise<number | undefined>;
  /** Removes what has not been asked for since the store was opened. */
  prune(): Promise<void>;
}

/** Opens the store in a folder of its own, which is made where it is not there. */
export function openPackedStore(folder: string): PackedStore {
  const kept = new Map<string, Promise<number>>();

  async function keep(encoding: Encoding, content: Buffer, file: string): Promise<number> {
    const before = await stat(file).catch(() => undefined);
    if (before) return before.size;
    const packed = await pack[encoding](content);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Complete or not there at all; empty where packing is of no use.
    const isWorthwhile = packed.length <= content.length * worthwhile;
    await writeFile(`${file}.next`, isWorthwhile ? packed : "");
    await rename(`${file}.next`, file);
    return isWorthwhile ? packed.length : 0;
  }

  return {
    async pack(encoding, content, hash, target) {
      const name = hash + extensions[encoding];
      const file = path.join(folder, name);
      const size = kept.get(name) ?? keep(encoding, content, file);
      kept.set(name, size);
      if ((await size) === 0) return undefined;
      await link(file, target);
      return size;
    },
    async prune() {
      for (const name of await readdir(folder).catch(() => [])) {
        if (!kept.has(name)) await rm(path.join(folder, name), { force: true });
      }
    },
  };
}
