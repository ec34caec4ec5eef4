/** A payload made to cost as much as it can. */
export interface Hostile {
  readonly name: string;
  readonly payload: Uint8Array;
}

/** Repeated items of so many bytes in all: each kind first bare, then as the value of an unknown member. */
export function hostilePayloads(bytes: number): Hostile[] {
  const kinds = [
    { name: "nested arrays", start: [], unit: [0x81] },
    { name: "nested tags", start: [], unit: [0xc1] },
    { name: "nested maps", start: [], unit: [0xa1, 0x00] },
    { name: "null items", start: [0x9f], unit: [0xf6] },
    { name: "empty arrays", start: [0x9f], unit: [0x80] },
    { name: "empty keys", start: [0xbf], unit: [0x60, 0x00] },
  ];
  return kinds.flatMap(({ name, start, unit }) => [
    { name, payload: filled(bytes, start, unit) },
    {
      name: `${name} in a member`,
      payload: filled(bytes, [0xa1, 0x61, 0x64, 0xa1, 0x61, 0x78, ...start], unit),
    },
  ]);
}

/** Stand for the two bytes of a number that each unit counts up, so that keys are distinct. */
const HIGH = -1;
const LOW = -2;

/** Maps of so many bytes in all, of keys that are rarely seen: many in one map, or few in many. */
export function oddPayloads(bytes: number): Hostile[] {
  const many = {
    integers: [0x19, HIGH, LOW, 0x00],
    "byte strings": [0x42, HIGH, LOW, 0x00],
    floats: [0xf9, HIGH, LOW, 0x00],
    "64-bit integers": [0x1b, 0xff, 0, 0, 0, 0, 0, HIGH, LOW, 0x00],
    tags: [0xd9, HIGH, LOW, 0x00, 0x00],
  };
  const few = {
    "maps with maps as keys": [0xa2, 0x00, 0x00, 0xa1, 0x00, 0x00, 0x01, 0x00],
    "maps with arrays as keys": [0xa2, 0x81, 0x00, 0x00, 0x81, 0x01, 0x00],
    "maps with tags as keys": [0xa2, 0xc1, 0x00, 0x00, 0xc1, 0x01, 0x00],
    "maps with texts in chunks as keys": [0xa2, 0x7f, 0x61, 0x61, 0xff, 0x00, 0x7f, 0x61, 0x62, 0xff, 0x00],
    "maps of nine keys": [0xa9, ...Array.from({ length: 9 }, (_, key) => [key, 0x00]).flat()],
    "NaNs of other bits": [0xf9, 0x7e, 0x01],
    "byte strings in chunks": [0x5f, 0x41, 0x00, 0x41, 0x00, 0xff],
  };
  return [
    ...Object.entries(many).map(([name, unit]) => ({
      name: `a map of ${name}`,
      payload: counted(bytes, [0xa1, 0x61, 0x64, 0xbf], unit),
    })),
    ...Object.entries(few).map(([name, unit]) => ({
      name,
      payload: counted(bytes, [0xa1, 0x61, 0x64, 0x9f], unit),
    })),
  ];
}

/** As many whole units as there is room for, and the end of what they are in. */
function counted(bytes: number, start: readonly number[], unit: readonly number[]): Uint8Array {
  const times = Math.floor((bytes - start.length - 1) / unit.length);
  const payload = new Uint8Array(start.length + times * unit.length + 1).fill(0xff);
  payload.set(start);
  for (let time = 0, at = start.length; time < times; time++) {
    for (const byte of unit) payload[at++] = byte === HIGH ? time >> 8 : byte === LOW ? time : byte;
  }
  return payload;
}

function filled(bytes: number, start: readonly number[], unit: readonly number[]): Uint8Array {
  const payload = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at++) {
    payload[at] = (at < start.length ? start[at] : unit[(at - start.length) % unit.length]) as number;
  }
  // An unfinished nest is truncated, an unclosed list is not: it gets its end.
  if (start.at(-1) === 0x9f || start.at(-1) === 0xbf) payload[bytes - 1] = 0xff;
  return payload;
}
