import fc from "fast-check";

/**
 * What all generated payloads start from. It is the same in each run, so that a change fails for what it changed;
 * `SEED=…` sets another one, and `npm run proof` takes a new one each time.
 */
export const seed = Number(process.env.SEED ?? 8949);

fc.configureGlobal({ seed });
