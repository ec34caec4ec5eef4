import { hideKeys, type Keyed, withoutKeys } from "../../json/hide-keys.ts";
import type { Kind, Node } from "../walk/kind.ts";
import { fit } from "../walk/walk.ts";

/** The whole of a plan in which names are to be hidden: faults are told without them. */
export const hidden: Kind<{ readonly content: Node & Keyed }> = {
  $takes: () => true,
  $pass: (item, { content }, walk, path, position) =>
    withoutKeys(content, () => {
      const value = fit(item, content, walk, path, position);
      walk.$notes = walk.$notes.map(({ instancePath = "", ...note }) => {
        return { ...note, instancePath: hideKeys(content, instancePath) };
      });
      return value;
    }),
};
