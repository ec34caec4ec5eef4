/** Bytes that look like noise, as what is encrypted or compressed does: those of a linear congruential generator. */
export function noise(length: number, seed = 0): Uint8Array<ArrayBuffer> {
  let state = seed + 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
