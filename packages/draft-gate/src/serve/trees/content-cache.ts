import { readFile } from "node:fs/promises";
import type { Representation } from "./served-file.ts";

/** Contents of small files, kept in memory up to a limit; what was asked for longest ago goes first. */
export interface ContentCache {
  /** Nothing for a file that is too large to be kept: it is streamed. */
  read(representation: Representation): Promise<Buffer> | Buffer | undefined;
}

/** @param limit - of all contents together, in bytes; a file may take a sixteenth of it */
export function createContentCache(limit: number): ContentCache {
  const contents = new Map<string, Buffer>();
  let size = 0;

  // An etag stands for one content in one encoding, wherever it lies.
  function keep(etag: string, content: Buffer): void {
    if (contents.has(etag)) return;
    contents.set(etag, content);
    size += content.length;
    for (const [oldest, old] of contents) {
      if (size <= limit) break;
      contents.delete(oldest);
      size -= old.length;
    }
  }

  return {
    read({ etag, file, size: length }) {
      if (length > limit / 16) return undefined;
      const known = contents.get(etag);
      if (known !== undefined) {
        // Moves it to the end of the order in which entries go.
        contents.delete(etag);
        contents.set(etag, known);
        return known;
      }
      return readFile(file).then((content) => {
        // A file that was changed after the build is not what the index says.
        if (content.length !== length) throw new Error(`${file} was changed after it was published`);
        keep(etag, content);
        return content;
      });
    },
  };
}
