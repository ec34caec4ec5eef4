import path from "node:path";
import { crc32, deflateSync } from "node:zlib";
import type { Random } from "./random.ts";
import { sentence } from "./words.ts";

/** The extensions of files that a page shows as images. */
const images = /\.(png|jpe?g|gif|svg|webp|avif)$/i;

/** Whether a page shows a file as an image, and does not offer it as a download. */
export function isImage(file: string): boolean {
  return images.test(file);
}

/** Other bytes for a file of this name. */
export function newContent(random: Random, file: string, before: Buffer): Buffer {
  const extension = path.extname(file).toLowerCase();
  if (extension === ".png") return png(random);
  if (extension === ".svg") {
    const colour = random.bytes(3).toString("hex");
    return Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>${sentence(random).replace("&", "and")}</title><rect width="9" height="9" fill="#${colour}"/></svg>\n`,
    );
  }
  // What reads these ends where their own end is.
  return Buffer.concat([before, random.bytes(16 + random.below(64))]);
}

/** A picture of coloured noise (PNG, sections 5 and 11): small ones become part of pages, large ones files. */
export function png(random: Random): Buffer {
  const side = random.pick([4, 96]);
  const row = () => Buffer.concat([Buffer.of(0), random.bytes(side * 3)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: side }, row)));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits for each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.of())]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}
