/** A day, as people write one: `2026-11-28`; a certificate without an end says so. */
export function day(time: Date): string {
  return time.getUTCFullYear() >= 9999 ? "without end" : time.toISOString().slice(0, 10);
}

/** How many days are left, in words. */
export function left(days: number): string {
  if (days === Number.POSITIVE_INFINITY) return "";
  return days < 0 ? `, ended ${-days} days ago` : `, ${days} days left`;
}
