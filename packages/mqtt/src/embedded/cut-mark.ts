import { randomBytes } from "node:crypto";

/** A payload that is the beginning of a longer one. */
export interface CutPayload {
  readonly head: Buffer;
  /** Bytes of the whole payload. */
  readonly size: number;
}

/** Marks payloads that were cut, on their way through a broker that knows whole packets alone. */
export interface CutMark {
  mark(cut: CutPayload): Buffer;
  /** What a payload was cut from; `undefined` where it is whole. */
  read(payload: Buffer): CutPayload | undefined;
}

/** Nobody can guess it, so that nobody can make a whole payload look like a cut one. */
const SECRET_BYTES = 32;
const SIZE_BYTES = 4;

/** Makes a mark that this process alone knows. */
export function createCutMark(): CutMark {
  const secret = randomBytes(SECRET_BYTES);
  return {
    mark: ({ head, size }) => {
      const sizeBytes = Buffer.alloc(SIZE_BYTES);
      sizeBytes.writeUInt32BE(size);
      return Buffer.concat([head, sizeBytes, secret]);
    },
    read: (payload) => {
      const end = payload.length - SECRET_BYTES;
      if (end < SIZE_BYTES || payload.compare(secret, 0, SECRET_BYTES, end) !== 0) return undefined;
      const head = payload.subarray(0, end - SIZE_BYTES);
      return { head, size: payload.readUInt32BE(end - SIZE_BYTES) };
    },
  };
}
