import { type UnzipFileInfo, unzipSync } from "fflate";
import type { Room } from "./bounds.ts";
import type { Member } from "./member.ts";

/** The members of a zip file that can be read; of the others it is noted that they were not. */
export function unzip(bytes: Buffer, room: Room): Member[] {
  const isToBeRead = ({ name, originalSize, compression }: UnzipFileInfo) => {
    if (name.endsWith("/")) return false;
    if (compression === 0 || compression === 8) return room.takes(originalSize);
    room.note(`${name} in it is packed in a way (${compression}) that is not unpacked`);
    return false;
  };
  const chosen: string[] = [];
  const choose = (info: UnzipFileInfo) => {
    if (isToBeRead(info)) chosen.push(info.name);
    return false;
  };
  if (membersOf(bytes, choose) === undefined) {
    room.note("cannot be read as the zip file that it begins as");
    return [];
  }
  const wanted = new Set(chosen);
  // One that cannot be read, such as an encrypted one, fails all; then they are read one by one.
  return (
    membersOf(bytes, ({ name }) => wanted.has(name)) ?? chosen.flatMap((name) => oneOf(bytes, name, room))
  );
}

function oneOf(bytes: Buffer, wanted: string, room: Room): Member[] {
  const members = membersOf(bytes, ({ name }) => name === wanted);
  if (members === undefined) room.note(`${wanted} in it cannot be read: is it encrypted?`);
  return members ?? [];
}

function membersOf(bytes: Buffer, filter: (info: UnzipFileInfo) => boolean): Member[] | undefined {
  try {
    const members = Object.entries(unzipSync(bytes, { filter }));
    return members.map(([name, content]) => ({
      name,
      content: Buffer.from(content.buffer, content.byteOffset, content.length),
    }));
  } catch {
    return undefined;
  }
}
