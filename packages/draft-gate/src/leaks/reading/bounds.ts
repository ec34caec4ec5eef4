/** What one file of a tree may come to when it is unpacked, in bytes: what is more, no reader unpacks either. */
const most = 128 * 1024 * 1024;

/** How much of what is packed in one file can still be read. */
export interface Room {
  readonly left: number;
  /** Makes use of so many bytes; what does not fit is noted, and not to be read. */
  takes(bytes: number): boolean;
  note(reason: string): void;
}

/** The room for one file. */
export function roomFor(note: (reason: string) => void, bytes = most): Room {
  let left = bytes;
  let isFull = false;
  const room: Room = {
    get left() {
      return left;
    },
    takes(wanted) {
      if (wanted <= left) {
        left -= wanted;
        return true;
      }
      if (!isFull) note(`holds more than ${Math.round(bytes / 1024 / 1024)} MiB when it is unpacked`);
      isFull = true;
      return false;
    },
    note,
  };
  return room;
}

/** What `inflate` gives; nothing of what is not packed, and of what is more than there is room for. */
export function inflated(inflate: () => Buffer, room: Room): Buffer | undefined {
  try {
    const content = inflate();
    return room.takes(content.length) ? content : undefined;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      room.takes(Number.POSITIVE_INFINITY);
    return undefined;
  }
}
