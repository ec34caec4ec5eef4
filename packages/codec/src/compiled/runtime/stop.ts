/*
 * Where generated code stopped. It is taken at once by whoever called it: nothing else runs in between.
 */
let stoppedAt = 0;

/** Notes where reading stopped; every data item that ends before is what it should be. */
export function stop(at: number): undefined {
  stoppedAt = at;
}

/** Where reading stopped last. */
export function takeStop(): number {
  const at = stoppedAt;
  stoppedAt = 0;
  return at;
}
