/** A number with its thousands apart: `200,000`. */
export function count(number: number): string {
  return number.toLocaleString("en-US");
}

/** A number with its noun: `1 byte`, `2 bytes`. */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
}
