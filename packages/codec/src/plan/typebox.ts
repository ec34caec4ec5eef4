/**
 * TypeBox's builders. The types are those of `typebox`; the code is bundled into one file (`scripts/bundle.mjs`): Node
 * would take longer to find TypeBox's hundreds of files than for all the rest.
 *
 * @module
 */
export * as Type from "./typebox-builders.ts";
