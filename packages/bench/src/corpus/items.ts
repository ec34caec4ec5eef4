/** An item of a payload with all inside of it, or the bytes of one that holds no others. */
export interface Item {
  readonly major: number;
  readonly argument: number;
  /** Where it begins in the payload. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly inside: readonly Item[];
}

/** The items of a well-formed payload in preferred serialization, without indefinite lengths. */
export function readItems(payload: Uint8Array): Item {
  return read(payload, { at: 0 });
}

function read(payload: Uint8Array, cursor: { at: number }): Item {
  const offset = cursor.at;
  const initial = payload[cursor.at++] as number;
  const [major, info] = [initial >> 5, initial & 31];
  const size = info < 24 ? 0 : 2 ** (info - 24);
  let argument = info;
  if (size > 0)
    argument = Number(`0x${Buffer.from(payload.subarray(cursor.at, cursor.at + size)).toString("hex")}`);
  cursor.at += size;
  if (major === 2 || major === 3) cursor.at += argument;
  const bytes = payload.subarray(offset, cursor.at);
  const count = major === 4 ? argument : major === 5 ? argument * 2 : major === 6 ? 1 : 0;
  return {
    major,
    argument,
    offset,
    bytes,
    inside: Array.from({ length: count }, () => read(payload, cursor)),
  };
}
