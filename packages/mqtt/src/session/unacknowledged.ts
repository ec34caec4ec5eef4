/** How many bytes of messages are in memory and not acknowledged, over all sessions that share this. */
export interface Unacknowledged {
  /** Whether nothing more is to be read for now. */
  readonly isFull: boolean;
  /** Whether those that have stopped reading may go on. */
  readonly hasRoom: boolean;
  add(bytes: number): void;
  remove(bytes: number): void;
  /** Calls somebody each time that there is room, until it is forgotten. */
  await(onRoom: () => void): void;
  forget(onRoom: () => void): void;
}

/** The most bytes. */
const MOST = 32 * 2 ** 20;

/** Counts them. However many sessions there are, what they hold together has one bound. */
export function createUnacknowledged(most = MOST): Unacknowledged {
  const waiting = new Set<() => void>();
  let bytes = 0;
  const hasRoom = (): boolean => bytes < most / 2;
  return {
    get isFull() {
      return bytes >= most;
    },
    get hasRoom() {
      return hasRoom();
    },
    add: (more) => {
      bytes += more;
    },
    remove: (less) => {
      bytes -= less;
      if (waiting.size === 0 || !hasRoom()) return;
      for (const onRoom of [...waiting]) onRoom();
    },
    await: (onRoom) => void waiting.add(onRoom),
    forget: (onRoom) => void waiting.delete(onRoom),
  };
}
