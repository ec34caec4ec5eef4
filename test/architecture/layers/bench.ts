/** The measurements: what is measured, with whom, how, and what is said of it. */
export const layers: readonly (readonly string[])[] = [
  ["colours.ts", "corpus", "notes.ts", "options.ts"],
  ["schema"],
  ["peers"],
  ["children", "measure"],
  ["report"],
  ["run.ts"],
  ["main.ts"],
];
