import { Duplex } from "node:stream";

/** How slow a slow link is. */
export interface Slowness {
  /** Milliseconds on the way, each way. */
  readonly delay: number;
  /** Bytes of a piece; a packet comes in as many as it takes. */
  readonly piece: number;
}

/** A link such as one at the edge of a cell: 80 ms each way, in pieces of 48 bytes. */
const SLOW: Slowness = { delay: 80, piece: 48 };

/** Puts a slow link in front of a stream. */
export function slowLink(stream: Duplex, { delay, piece }: Slowness = SLOW): Duplex {
  const later = (run: () => void): void => void setTimeout(run, delay).unref();
  const link = new Duplex({
    read: () => void stream.resume(),
    write: (chunk: Buffer, _, done) => {
      let at = 0;
      const send = (): void => {
        if (stream.destroyed) return done();
        stream.write(chunk.subarray(at, at + piece));
        at += piece;
        if (at < chunk.length) setImmediate(send);
        else done();
      };
      later(send);
    },
    final: (done) => {
      stream.end();
      done();
    },
    destroy: (error, done) => {
      stream.destroy();
      done(error);
    },
  });
  stream.on("data", (chunk: Buffer) => later(() => link.push(chunk) || stream.pause()));
  stream.on("end", () => later(() => link.push(null)));
  stream.on("error", (error) => link.destroy(error));
  stream.on("close", () => link.destroy());
  return link;
}
