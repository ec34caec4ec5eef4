import type { Duplex } from "node:stream";

/** The most bytes of an MQTT packet that the embedded broker takes. */
const MOST_PACKET_BYTES = 4 * 2 ** 20;

/**
 * Breaks a connection off whose next packet is longer than allowed: MQTT lets anybody announce 256 MB, before it has
 * said who it is, and the parser would collect them.
 *
 * @see {@link https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html | MQTT 3.1.1 §2.2.3}
 */
export function limitPackets(stream: Duplex, most = MOST_PACKET_BYTES): void {
  const isShort = packetMeter(most);
  const read = stream.read.bind(stream);
  // Where the bytes are taken, and not a stream in between: it sees each chunk once and costs next to nothing.
  stream.read = (size) => {
    const chunk: Buffer | null = read(size);
    if (chunk === null || isShort(chunk)) return chunk;
    stream.destroy();
    return null;
  };
}

/** Follows the fixed headers of packets through chunks; `false` once one announces more than `most` bytes. */
function packetMeter(most: number): (chunk: Uint8Array) => boolean {
  /** Bytes of the present packet that are still to come; `undefined` within its header. */
  let rest: number | undefined;
  let length = 0;
  /** Bytes of the header that were read. */
  let read = 0;
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (rest !== undefined) {
        const step = Math.min(rest, chunk.length - at);
        at += step;
        rest -= step;
      } else {
        const byte = chunk[at++] as number;
        if (read > 0) length += (byte & 0x7f) * 128 ** (read - 1);
        if (length > most || read > 4) return false;
        if (read++ > 0 && byte < 0x80) rest = length;
      }
      if (rest === 0) [rest, length, read] = [undefined, 0, 0];
    }
    return true;
  };
}
