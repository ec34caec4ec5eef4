/** What is sent, and with which faults; one device; all of them. */
export const layers: readonly (readonly string[])[] = [
  ["random.ts"],
  ["messages"],
  ["plan"],
  ["device"],
  ["fleet.ts"],
  ["simulate.ts"],
  ["index.ts"],
];
