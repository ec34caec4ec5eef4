import type { Duplex } from "node:stream";

/** Milliseconds between two looks. */
const LOOK = 1000;
/** Looks at which a client may have taken nothing of what was handed to its connection. */
const MOST = 5;

/** Breaks off connections that stand still: what waits for one of them holds up everybody who publishes. */
export interface StandstillWatch {
  watch(stream: Duplex): void;
  close(): void;
}

type Done = (error?: Error | null) => void;

/** Begins to watch. */
export function watchStandstill(most = MOST): StandstillWatch {
  /** How often a write was seen that has not ended, for the connections that have one under way. */
  const writing = new Map<Duplex, number>();
  // Looks and not a time: when the process itself stands still, that is nobody's fault.
  const looking = setInterval(() => {
    for (const [stream, looks] of writing) {
      if (looks >= most) stream.destroy();
      else writing.set(stream, looks + 1);
    }
  }, LOOK);
  looking.unref();

  return {
    watch: (stream) => {
      const begun = (done: Done): Done => {
        writing.set(stream, 0);
        return (error) => {
          writing.delete(stream);
          done(error);
        };
      };
      // Where the bytes leave: `drain` comes only once nothing waits, which on a busy connection may be never.
      const write = stream._write.bind(stream);
      stream._write = (chunk, encoding, done) => write(chunk, encoding, begun(done));
      if (stream._writev) {
        const writeAll = stream._writev.bind(stream);
        stream._writev = (chunks, done) => writeAll(chunks, begun(done));
      }
      stream.once("close", () => writing.delete(stream));
    },
    close: () => clearInterval(looking),
  };
}
