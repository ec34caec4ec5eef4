/**
 * The conversions of views, for modules that were compiled ahead of time: they import those that their messages have.
 *
 * @module
 */
export { enumeration } from "./enum.ts";
export { uuid } from "./uuid.ts";
