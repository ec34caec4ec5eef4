/** What one payload may cost, at the most. */
export interface Limits {
  /** Length of the payload in bytes. */
  readonly bytes: number;
  /** Arrays, maps and tags inside one another. */
  readonly depth: number;
  /** Data items, with each key, tag and chunk counted. */
  readonly items: number;
}

/** 1 MiB, 16 levels, 100,000 items: far above any telegram batch, far below what hurts. */
export const defaultLimits: Limits = { bytes: 1 << 20, depth: 16, items: 100_000 };

/** Reading and writing go down the call stack one level at a time; this many are sure to fit. */
export const DEEPEST = 256;

/**
 * Fills in what the caller left out.
 *
 * @throws TypeError when a limit is not a positive integer, or the depth is more than 256
 */
export function resolveLimits(limits: Partial<Limits> = {}): Limits {
  for (const [name, limit] of Object.entries(limits)) {
    if (!Object.hasOwn(defaultLimits, name)) {
      throw new TypeError(`limits.${name}: no such limit; expected bytes, depth or items`);
    }
    if (limit !== undefined && !(Number.isSafeInteger(limit) && limit > 0)) {
      throw new TypeError(`limits.${name}: expected a positive integer`);
    }
  }
  if (limits.depth !== undefined && limits.depth > DEEPEST) {
    throw new TypeError(`limits.depth: expected at most ${DEEPEST}`);
  }
  return {
    bytes: limits.bytes ?? defaultLimits.bytes,
    depth: limits.depth ?? defaultLimits.depth,
    items: limits.items ?? defaultLimits.items,
  };
}
