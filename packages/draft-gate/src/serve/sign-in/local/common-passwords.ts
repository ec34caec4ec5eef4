import { dictionary } from "@zxcvbn-ts/language-common";

/** A text that is one of up to so many characters, over and over, is as easy as a common one. */
const shortestUnit = 5;

/**
 * Whether a password is among those that people choose most (the list of zxcvbn-ts), or is one of them with digits and
 * signs around it, or repeated.
 */
export function isCommonPassword(password: string): boolean {
  const common = new Set<string>(dictionary["passwords-common"]);
  const lower = password.toLowerCase();
  const unit = repeatedUnit(lower);
  if (unit !== lower && unit.length < shortestUnit) return true;
  return [lower, unit, withoutEnds(lower), repeatedUnit(withoutEnds(lower))].some((one) => common.has(one));
}

/** `monkeymonkey` → `monkey`; a text that repeats nothing is its own unit. */
function repeatedUnit(text: string): string {
  return /^(.+?)\1+$/s.exec(text)?.[1] ?? text;
}

function withoutEnds(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
}
