/** `@wirebook/codec`: from the bytes of RFC 8949 up to what users import. */
export const layers: readonly (readonly string[])[] = [
  ["error.ts", "sentences.ts", "undeclared.ts"],
  ["faults.ts"],
  ["cbor"],
  ["plan"],
  ["json"],
  ["views"],
  ["engine.ts"],
  ["interpreted"],
  ["compiled"],
  ["structs"],
  ["message"],
  // What stands on a subpath of its own: nothing imports it, but for the names of the small runtime's pieces.
  ["small"],
  ["compile", "reference", "pasted", "index.ts", "runtime.ts"],
];
