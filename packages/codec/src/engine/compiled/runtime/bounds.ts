/** Whether a number is a whole multiple, in the way of Ajv: a quotient written with an exponent is none. */
export function isMultiple(value: number, of: number): boolean {
  const quotient = value / of;
  return Number.isInteger(quotient) && Math.abs(quotient) < 1e21;
}

/** How many code points a text has. */
export function characters(value: string): number {
  let length = value.length;
  for (let at = 0; at < value.length; at++) if ((value.charCodeAt(at) & 0xfc00) === 0xdc00) length--;
  return length;
}

/** Whether no two items are alike; byte strings are by their bytes. */
export function allDifferent(items: readonly unknown[]): boolean {
  const seen = new Set(
    items.map((item) => (item instanceof Uint8Array ? String.fromCharCode(...item) : item)),
  );
  return seen.size === items.length;
}
