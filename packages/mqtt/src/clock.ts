/**
 * The two clocks of the link. Nothing else in it asks what time it is.
 *
 * @module
 */

/**
 * Milliseconds of Unix time: for what is kept and shown. Somebody may set this clock, forward and back, so that it says
 * nothing of how long something takes.
 */
export function unixTime(): number {
  return Date.now();
}

/**
 * Milliseconds on a clock that nobody sets: for how long something takes. It begins anew with each process, and on Linux
 * it rests while the machine sleeps.
 */
export function steadyTime(): number {
  return performance.now();
}
