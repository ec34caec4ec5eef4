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

function filled(bytes: number, start: readonly number[], unit: readonly number[]): Uint8Array {
  const payload = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at++) {
    payload[at] = (at < start.length ? start[at] : unit[(at - start.length) % unit.length]) as number;
  }
  // An unfinished nest is truncated, an unclosed list is not: it gets its end.
  if (start.at(-1) === 0x9f || start.at(-1) === 0xbf) payload[bytes - 1] = 0xff;
  return payload;
}
