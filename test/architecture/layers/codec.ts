/** The layers of `@wirebook/codec`, from the ground up. */
export const layers: readonly (readonly string[])[] = [
  ["error.ts"],
  ["faults.ts"],
  ["cbor"],
  ["plan"],
  ["json"],
  ["engine.ts"],
  ["interpreted"],
  ["compiled"],
  ["message"],
  // What stands on a subpath of its own: nothing imports it.
  ["compile", "small", "reference", "index.ts", "runtime.ts"],
];
