/** Whether a member's name is the decimal form of an integer that a number holds exactly: how integer keys stand in JSON. */
export function isIntegerName(name: string): boolean {
  return /^(?:0|-?[1-9][0-9]*)$/.test(name) && Number.isSafeInteger(Number(name));
}
