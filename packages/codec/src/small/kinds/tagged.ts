import { keptValue } from "../../json/kinds.ts";
import { CBOR } from "../../plan/kinds.ts";
import { another } from "../../sentences.ts";
import { type Item, itemOf } from "../walk/item.ts";
import type { Kind, OptionalTag, Tag } from "../walk/kind.ts";
import type { Walk } from "../walk/task.ts";
import { deeper, enter, fit, refuse, visit } from "../walk/walk.ts";
import { writeHead } from "../walk/write.ts";

/** `Tagged`. A value in memory has no tag. */
export const tagged: Kind<Tag> = {
  $takes: (noun, side, { tag, content }) =>
    side === CBOR ? noun === `tag ${tag}` : content.kind.$takes(noun, side, content),
  $pass(item, node, walk, path, position) {
    const { tag, content } = node;
    if (walk.$side === CBOR) {
      return tagged.$takes(item.$noun, CBOR, node)
        ? deeper(walk, path, () => visit(item.$inside[0], content, walk, path))
        : refuse(item, node, walk, path, position);
    }
    return behind(tag, item, walk, path, () => fit(item, content, walk, path, position));
  },
};

/** `Tagged` with a tag that may be left out. */
export const optionalTag: Kind<OptionalTag> = {
  $takes: (noun, side, { tag, content }) =>
    (side === CBOR && noun === `tag ${tag}`) || content.kind.$takes(noun, side, content),
  $pass(item, { tag, content, omitted }, walk, path, position, union) {
    if (walk.$side === CBOR && item.$noun === `tag ${tag}`) {
      return deeper(walk, path, () => visit(item.$inside[0], content, walk, path));
    }
    const inside = () => fit(item, content, walk, path, position, union);
    // It counts where it is written: JSON has none of it.
    return omitted || !walk.$parts ? inside() : behind(tag, item, walk, path, inside);
  },
};

/** `Tagged` with a tag that values have, too. */
export const keptTag: Kind<Tag> = {
  $takes: (noun, side, { tag }) => noun === (side === CBOR ? `tag ${tag}` : "map"),
  $pass(item, node, walk, path, position) {
    const { $side: side } = walk;
    const { $noun: noun } = item;
    const { tag, content } = node;
    const way = `${path}/value`;
    if (side === CBOR) {
      return noun === `tag ${tag}`
        ? { tag, value: deeper(walk, way, () => visit(item.$inside[0], content, walk, way)) }
        : refuse(item, node, walk, path, position);
    }
    const kept = keptValue(item.$scalar, tag);
    if (kept === undefined) {
      return refuse(item, node, walk, path, position, noun === "map" ? another(noun) : noun);
    }
    const value = behind(tag, item, walk, path, () => fit(itemOf(kept, side), content, walk, way, position));
    return { tag, value };
  },
};

/** Goes behind a tag, which is an item and a level of its own. */
function behind<T>(tag: number, item: Item, walk: Walk, path: string, inside: () => T): T {
  enter(item, walk, path);
  if (walk.$parts) writeHead(walk.$parts, 6, tag);
  return deeper(walk, path, inside);
}
