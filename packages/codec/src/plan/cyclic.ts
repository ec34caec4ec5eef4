import { definitions } from "./definitions.ts";
import { knowDefinitions } from "./known-definitions.ts";
import { Type } from "./typebox.ts";

/**
 * `Type.Cyclic`, for pages that define message types themselves: it brings along what reads definitions, which `Type.Cyclic` does
 * not where a bundler takes the build for pages. Everywhere else they are the same.
 *
 * @example Cyclic({ Node: Type.Object({ children: Type.Array(Type.Ref("Node")) }) }, "Node")
 */
export const Cyclic: typeof Type.Cyclic = (...given) => {
  knowDefinitions(definitions);
  return Type.Cyclic(...given);
};
