/** The terminal; the messages, the book and the live page; all that runs; what is said of it. */
export const layers: readonly (readonly string[])[] = [
  ["terminal"],
  ["messages", "book", "live", "secured.ts"],
  ["system.ts"],
  ["screen.ts", "look.ts"],
  ["main.ts"],
];
