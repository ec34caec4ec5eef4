/**
 * From the bottom up: what a draft, a tree and a release are; what tells of drafts in a tree, a site without them, and what
 * of a tree is served; what drafts would tell, and the server; the builds and the side of Docusaurus; the commands and what
 * users import.
 */
export const layers: readonly (readonly string[])[] = [
  ["error.ts", "markdown", "progress.ts"],
  ["exit-code.ts", "model"],
  ["leaks", "mirror", "release"],
  ["drafts", "serve"],
  ["build", "site"],
  ["prove"],
  ["commands", "index.ts", "preset.ts"],
  ["main.ts"],
];
