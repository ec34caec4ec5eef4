/**
 * What `typebox` calls `Type`, with a `Type.Record` of ours.
 *
 * @module
 * @hidden A reference of it is TypeBox's to give.
 */
export * from "typebox";
export { Record } from "./typebox-record.ts";
