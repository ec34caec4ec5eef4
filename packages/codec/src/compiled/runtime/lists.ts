/*
 * Whether a list of undeclared members was met in a value that was written. It tells but which way will be the quicker one,
 * and is asked at once by whoever had the value written.
 */
let isMet = false;

/** Notes that a list was met. */
export function noteList(): void {
  isMet = true;
}

/** Whether a list was met since this was last asked. */
export function hasMetList(): boolean {
  const was = isMet;
  isMet = false;
  return was;
}
