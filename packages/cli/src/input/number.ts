import { InvalidArgumentError } from "commander";

/** Reads an option that is a whole number of at least `least`. */
export function whole(least: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(number) || number < least) {
      throw new InvalidArgumentError(`Expected a whole number of at least ${least}.`);
    }
    return number;
  };
}

/** Reads an option that is a number above 0. */
export function positive(text: string): number {
  return positiveUpTo(Number.MAX_VALUE)(text);
}

/** Reads an option that is a number above 0, and no more than `most`. */
export function positiveUpTo(most: number): (text: string) => number {
  return (text) => {
    const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (number > 0 && number <= most) return number;
    const bound = most === Number.MAX_VALUE ? "" : ` and at most ${most}`;
    throw new InvalidArgumentError(`Expected a number above 0${bound}, in digits such as 2.5.`);
  };
}

/** Reads an option that is a share: `5%` or `0.05`. */
export function share(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  const number = Number(match?.[1] ?? Number.NaN) / (match?.[2] === "%" ? 100 : 1);
  if (!(number <= 1)) throw new InvalidArgumentError("Expected a share such as 5% or 0.05.");
  return number;
}
