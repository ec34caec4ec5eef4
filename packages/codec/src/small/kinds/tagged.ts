import { CBOR } from "../../plan/kinds.ts";
import type { Kind, Tag } from "../walk/kind.ts";
import { deeper, fit, refuse, visit } from "../walk/walk.ts";
import { writeHead } from "../walk/write.ts";

/** `Tagged`. A value in memory has no tag. */
export const tagged: Kind<Tag> = {
  $takes: (noun, side, { tag, content }) =>
    side === CBOR ? noun === `tag ${tag}` : content.kind.$takes(noun, side, content),
  $pass(item, node, walk, path, position) {
    const { $side: side, $parts: parts } = walk;
    const { tag, content } = node;
    if (side === CBOR) {
      return tagged.$takes(item.$noun, side, node)
        ? visit(item.$inside[0], content, walk, path)
        : refuse(item, node, walk, path, position);
    }
    if (parts) writeHead(parts, 6, tag);
    return deeper(walk, path, () => fit(item, content, walk, path, position));
  },
  $items: 2,
};
