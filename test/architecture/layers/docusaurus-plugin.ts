/**
 * From the bottom up: what Node and browsers share, what is read from definitions, the pages that are written, what the
 * bundler gets, the plugin; then what runs in a browser.
 */
export const layers: readonly (readonly string[])[] = [
  ["shared", "options.ts", "members", "translations.ts", "write-files.ts", "bundler.ts", "swizzle.ts"],
  ["examples"],
  ["definitions"],
  ["pages"],
  ["write-pages.ts"],
  ["generated"],
  ["index.ts"],
  ["client"],
  ["theme"],
];
