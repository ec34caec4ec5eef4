/** The payload that a worker has in hand, in memory that the main thread sees even when the worker hangs. */
export interface Heartbeat {
  /** Called by the worker with each payload. */
  beat(payload: Uint8Array): void;
  /** How many there have been. */
  count(): number;
  payload(): Uint8Array;
}

const HEAD = 8;
const LARGEST = 1 << 16;

/** Memory for one worker's heartbeat. */
export const heartbeatMemory = (): SharedArrayBuffer => new SharedArrayBuffer(HEAD + LARGEST);

/** The heartbeat in this memory. */
export function heartbeatIn(memory: SharedArrayBuffer): Heartbeat {
  const head = new Int32Array(memory, 0, 2);
  const bytes = new Uint8Array(memory, HEAD);
  return {
    beat(payload) {
      const kept = payload.subarray(0, LARGEST);
      bytes.set(kept);
      head[1] = kept.length;
      Atomics.add(head, 0, 1);
    },
    count: () => Atomics.load(head, 0),
    payload: () => bytes.slice(0, head[1]),
  };
}
