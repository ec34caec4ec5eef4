/** `@wirebook/codec`: from the bytes of RFC 8949 up to what users import. */
export const layers: readonly (readonly string[])[] = [
  // Of no others' use, and of use to no others here: how people write bytes.
  ["pasted"],
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
  ["compile", "reference", "index.ts", "runtime.ts"],
];
