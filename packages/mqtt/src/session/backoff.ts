/** Milliseconds to wait before the next attempt, the first being 0: doubled each time, and half of it left to chance. */
export function backoff(attempt: number, first: number, most: number): number {
  const whole = Math.min(most, first * 2 ** Math.min(attempt, 30));
  return whole / 2 + (Math.random() * whole) / 2;
}
