/**
 * What `typebox` calls `Type`, with a `Type.Record` of ours.
 *
 * @module
 */
export * from "typebox";
export { Record } from "./typebox-record.ts";
