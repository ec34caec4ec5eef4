/** What code generated here calls: pages, which have none that writes JSON text, come without what that would call. */
export * as runtime from "./runtime.ts";
