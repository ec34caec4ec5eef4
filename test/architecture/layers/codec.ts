/** `@wirebook/codec`: from the bytes of RFC 8949 up to what users import. */
export const layers: readonly (readonly string[])[] = [
  ["error.ts", "sentences.ts"],
  ["faults.ts"],
  ["cbor"],
  ["plan"],
  ["json"],
  ["engine.ts"],
  ["interpreted"],
  ["compiled", "reference"],
  ["message"],
  ["compile", "index.ts", "runtime.ts", "small"],
];
