import { CBOR, JSON_FORM, MEMORY } from "../../plan/kinds.ts";
import { itemOf } from "../walk/item.ts";
import type { Kind, Node, Viewed } from "../walk/kind.ts";
import type { Walk } from "../walk/task.ts";
import { fit } from "../walk/walk.ts";
import { writeHead } from "../walk/write.ts";

/** `Uuid`, `Enum` and the other views. What is wrong with its base is told of the view. */
export const view: Kind<Viewed> = {
  $takes: (noun, side, { of, memory, json }) =>
    side === CBOR ? baseOf(noun, of) >= 0 : (side === MEMORY ? memory : json).includes(noun),
  $read(item, { of, view }, walk, path, position) {
    const { $side: side, $asJson: asJson } = walk;
    const quiet: Walk = { ...walk, $notes: [], $asJson: false, $mask: "" };
    let value: unknown;
    if (side === CBOR) {
      const which = baseOf(item.$noun, of);
      const base = fit(item, of[which] as Node, quiet, path, position);
      value = quiet.$notes.length > 0 ? undefined : view.fromWire(base, which);
    } else {
      value = side === JSON_FORM ? view.fromJson(item.$scalar) : item.$scalar;
      const base = view.toWire(value);
      if (base === undefined) return undefined;
      // What counts of it is what it takes on the wire.
      const node = of[view.which?.(value) ?? 0] as Node;
      fit(itemOf(base, MEMORY), node, Object.assign(quiet, { $side: MEMORY }), path, position);
      walk.$count = quiet.$count;
      walk.$held = quiet.$held;
    }
    return asJson && value !== undefined ? view.toJson(value) : value;
  },
};

/** Which of the bases takes what is called so on the wire; −1 for none. */
function baseOf(noun: string, of: readonly Node[]): number {
  return of.findIndex((base) => base.kind.$takes(noun, CBOR, base));
}

/** All integers of major types 0 and 1: they are the base of a view, which has a form of its own in JSON. */
export const int65: Kind = {
  $takes: (noun, side) => noun === (side === CBOR ? "integer" : "bigint"),
  $read: ({ $scalar }) => BigInt($scalar as number | bigint),
  $write: (parts, value) => writeHead(parts, 0, value as bigint),
};
