/** Bounds of CBOR's integers and of JavaScript's exact ones. */
export const UINT64_MAX = 2n ** 64n - 1n;
/** The least integer of major type 1, −2^64. */
export const NEGATIVE_MIN = -(2n ** 64n);

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Whether a JavaScript number holds this integer exactly, along with its neighbours. */
export function isSafe(integer: bigint): boolean {
  return integer >= -SAFE && integer <= SAFE;
}
