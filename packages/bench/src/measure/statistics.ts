/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
}

/** The product's root. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** What several figures say of one thing. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  /** Distance of the middle half of the figures, as a part of the median. */
  readonly spread: number;
}

/** Sums up figures. */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number) => sorted[Math.round((sorted.length - 1) * part)] as number;
  const middle = median(sorted);
  return { median: middle, min: at(0), spread: (at(0.75) - at(0.25)) / middle };
}
