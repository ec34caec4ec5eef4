/** What code that is made here calls: in pages it reads, and nothing else, so that they come without all other. */
export * as runtime from "./runtime.ts";
