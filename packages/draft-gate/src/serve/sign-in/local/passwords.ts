import { randomBytes } from "node:crypto";
import { hash, type Options, verify } from "@node-rs/argon2";

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const cost: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Computations at once, and those that wait; each takes 19 MiB. */
const atOnce = 2;
const waiting = 20;

/** In bytes; more would only cost time. */
export const longestPassword = 1024;

/** @returns argon2id in the PHC format */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Compares passwords with what is stored, a few at a time. */
export interface Passwords {
  /**
   * Takes as long for an account that does not exist as for one that does.
   *
   * @returns nothing when too many others wait
   */
  matches(stored: string | undefined, password: string): Promise<boolean | undefined>;
}

/** Makes the comparison ready, with a hash that stands in for that of unknown accounts. */
export async function createPasswords(): Promise<Passwords> {
  const nobody = await hashPassword(randomBytes(32).toString("base64"));
  const queue: (() => void)[] = [];
  let running = 0;

  return {
    async matches(stored, password) {
      if (running >= atOnce) {
        if (queue.length >= waiting) return undefined;
        // Whoever is done hands over its place, so that nobody who comes meanwhile takes it too.
        await new Promise<void>((resolve) => queue.push(resolve));
      } else running++;
      try {
        const equal = await verify(stored ?? nobody, password.slice(0, longestPassword)).catch(() => false);
        return equal && stored !== undefined;
      } finally {
        const next = queue.shift();
        if (next === undefined) running--;
        else next();
      }
    },
  };
}
