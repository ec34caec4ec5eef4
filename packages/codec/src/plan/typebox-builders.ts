/**
 * What `typebox` calls `Type`, with a few of ours in their places.
 *
 * @module
 * @hidden A reference of it is TypeBox's to give.
 */
export * from "typebox";
export {
  Interface,
  Omit,
  Partial,
  Pick,
  ReadonlyObject,
  // What it was called before.
  ReadonlyObject as ReadonlyType,
  Required,
} from "./typebox-objects.ts";
export { Record } from "./typebox-record.ts";
export { Tuple } from "./typebox-tuple.ts";
