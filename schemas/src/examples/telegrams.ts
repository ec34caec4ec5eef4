/*
 * Telegrams for the examples, constructed: no meter sent them. Each has the shape of a wM-Bus telegram (EN 13757-4,
 * frame format A without its checksums) whose data is encrypted; the encrypted part is noise.
 */

const ENCRYPTED_BYTES = 32;
const METER_TYPES = [0x07, 0x04, 0x02];

/** A telegram of meter `index`, in base64: always the same for the same index. */
export function exampleTelegram(index: number): string {
  const id = String(10_000_001 + index);
  const frame = [
    0x44, // C: a meter sends without being asked
    ...[0x4b, 0x5c], // M: "WBK", which is no manufacturer
    ...[6, 4, 2, 0].map((at) => Number.parseInt(id.slice(at, at + 2), 16)),
    ...[0x01, METER_TYPES[index % METER_TYPES.length] as number],
    0x7a, // CI: a short header follows
    ...[index & 0xff, 0x00], // access number, status
    ...[0x20, 0x05], // two blocks in AES-CBC with a changing initialization vector
    ...noise(index, ENCRYPTED_BYTES),
  ];
  return btoa(String.fromCharCode(frame.length, ...frame));
}

/** A batch of so many telegrams, received one after the other from `since` on, in seconds of Unix time. */
export function exampleBatch(count: number, since: number) {
  return Array.from({ length: count }, (_, index) => ({
    timestamp: since + 7 * index,
    mode: index % 3 === 0 ? ("T" as const) : ("C" as const),
    rssi: -60 - ((index * 7) % 41),
    telegram: exampleTelegram(index),
  }));
}

/** Bytes of a linear congruential generator. */
function noise(seed: number, count: number): number[] {
  let state = seed + 1;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
