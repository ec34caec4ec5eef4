import type { Duplex } from "node:stream";

/** Opcodes of WebSocket frames. @see RFC 6455 §5.2 */
const [CONTINUATION, TEXT, BINARY, FIRST_CONTROL] = [0, 1, 2, 8];
const [FIN, MASKED] = [0x80, 0x80];
/** The most bytes of a frame's header: two, a length of eight and a mask of four. */
const MOST_HEADER = 14;

/**
 * Divides the binary messages of a WebSocket, before anything collects them: a message of 250 MB becomes one for each
 * chunk that comes. To MQTT that is the same, as its packets need not begin where messages do.
 *
 * @param masked - whether the other side has to mask its frames, which a client has
 * @see {@link https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html | MQTT 3.1.1 §6}
 */
export function divideMessages(socket: Duplex, masked: boolean): void {
  const divide = createDivider(masked);
  const emit = socket.emit.bind(socket) as (event: string | symbol, ...values: unknown[]) => boolean;
  // Where the bytes are handed on, and not a stream in between, which would have to be a socket in all other ways.
  socket.emit = (event: string | symbol, ...values: unknown[]): boolean => {
    if (event !== "data") return emit(event, ...values);
    const bytes = divide(values[0] as Buffer);
    return bytes.length === 0 ? true : emit(event, bytes);
  };
}

/** Makes what rewrites the frames in chunks of bytes. What is no frame of a binary message stays as it is. */
function createDivider(masked: boolean): (chunk: Buffer) => Buffer {
  const header = Buffer.alloc(MOST_HEADER);
  let read = 0;
  /** Bytes of the present frame that are still to come, those that have come, and whether they are divided. */
  let rest = 0;
  let come = 0;
  let divides = false;
  let inBinary = false;
  const mask = Buffer.alloc(4);

  /** How long the header is, as far as it can be told. */
  const headerLength = (): number => {
    if (read < 2) return 2;
    const [, second = 0] = header;
    const length = second & 0x7f;
    return 2 + (length === 126 ? 2 : length === 127 ? 8 : 0) + ((second & MASKED) === 0 ? 0 : 4);
  };
  const payloadLength = (): number => {
    const length = (header[1] as number) & 0x7f;
    if (length === 126) return header.readUInt16BE(2);
    return length === 127 ? Number(header.readBigUInt64BE(2)) : length;
  };
  /** Sees what a frame is, once its header is there; answers whether its header stays. */
  const beginFrame = (): boolean => {
    const [first = 0, second = 0] = header;
    const opcode = first & 0x0f;
    const isPlain = (first & 0x70) === 0 && ((second & MASKED) !== 0) === masked;
    divides = isPlain && (opcode === BINARY || (opcode === CONTINUATION && inBinary));
    if (opcode < FIRST_CONTROL) inBinary = divides && (first & FIN) === 0;
    if (opcode === TEXT) inBinary = false;
    rest = payloadLength();
    come = 0;
    if (divides && masked) header.copy(mask, 0, read - 4, read);
    return !divides || rest === 0;
  };
  /** The header of a frame that is a whole message, for so many bytes of the present one. */
  const pieceHeader = (bytes: number): Buffer => {
    const length = bytes < 126 ? 0 : bytes < 65_536 ? 2 : 8;
    const piece = Buffer.alloc(2 + length + (masked ? 4 : 0));
    piece[0] = FIN | BINARY;
    piece[1] = (masked ? MASKED : 0) | (length === 0 ? bytes : length === 2 ? 126 : 127);
    if (length === 2) piece.writeUInt16BE(bytes, 2);
    else if (length === 8) piece.writeBigUInt64BE(BigInt(bytes), 2);
    // The mask goes round: it begins where the bytes before have left it.
    if (masked) for (let n = 0; n < 4; n++) piece[2 + length + n] = mask[(come + n) % 4] as number;
    return piece;
  };

  return (chunk) => {
    const out: Buffer[] = [];
    for (let at = 0; at < chunk.length; ) {
      if (rest > 0) {
        const bytes = chunk.subarray(at, at + Math.min(rest, chunk.length - at));
        if (divides) out.push(pieceHeader(bytes.length));
        out.push(bytes);
        at += bytes.length;
        rest -= bytes.length;
        come += bytes.length;
        continue;
      }
      header[read++] = chunk[at++] as number;
      if (read < headerLength()) continue;
      if (beginFrame()) {
        if (divides) header[0] = FIN | BINARY;
        out.push(Buffer.from(header.subarray(0, read)));
      }
      read = 0;
    }
    return out.length === 1 ? (out[0] as Buffer) : Buffer.concat(out);
  };
}
