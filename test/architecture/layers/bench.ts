/** The measurements: what is measured, with whom, how, and what is said of it. */
export const layers: readonly (readonly string[])[] = [
  ["colours.ts", "corpus", "notes.ts"],
  ["parts.ts"],
  ["options.ts"],
  ["schema"],
  ["peers"],
  ["measure"],
  ["children"],
  ["report"],
  ["run.ts"],
  ["main.ts"],
];
