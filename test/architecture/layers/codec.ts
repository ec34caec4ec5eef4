/** `@wirebook/codec`: from the bytes of RFC 8949 up to what users import. */
export const layers: readonly (readonly string[])[] = [
  ["error.ts"],
  ["faults.ts"],
  ["item", "schema"],
  ["json", "plan.ts"],
  ["engine"],
  ["message"],
  ["compile", "index.ts", "runtime.ts", "small"],
];
