import { setMember } from "../../json/kinds.ts";
import { type Arrived, addUndeclared, identityOf, nameOfKey, undeclaredIn } from "../../json/undeclared.ts";
import { CBOR, JSON_FORM } from "../../plan/kinds.ts";
import { EACH_KEY_ONCE, NAMEABLE_KEY, REPEATED_KEY } from "../../sentences.ts";
import { toBase64 } from "../walk/base64.ts";
import { type Item, newItem } from "../walk/item.ts";
import type { Names, Node } from "../walk/kind.ts";
import { at, isKeyOf } from "../walk/member.ts";
import type { Walk } from "../walk/task.ts";
import { deeper, note, pass, readMember, readMembers, visit } from "../walk/walk.ts";

/** Reads the members of a map of which no schema describes the keys, declared ones apart. */
export function readAnyMembers(
  item: Item,
  walk: Walk,
  path: string,
  position: number,
  names: Names,
): Record<string, unknown> {
  const { $side: side, $asJson: asJson } = walk;
  if (side === JSON_FORM) return readMembers(item, walk, path, position, names);
  const { $declared: declared } = names;
  const taken = new Set(declared.map(({ name }) => name));
  const pairs =
    side === CBOR
      ? item.$inside.flatMap((key, index, { [index + 1]: value }) =>
          index % 2 || declared.some((member) => isKeyOf(key, member, side)) ? [] : [[key, value]],
        )
      : undeclaredIn(item.$scalar as object, taken);
  const object = readMembers(item, walk, path, position, { ...names, $others: pairs.length });
  const { $passed: passed } = walk;
  const arrived: Arrived[] = [];
  const seen = new Set<string>();
  deeper(walk, path, () => {
    for (const [given, value] of pairs) {
      const told = walk.$notes.length;
      const key = keyOf(given, names.$values as Node, walk, path);
      const name = key === undefined ? undefined : nameOfKey(key, toBase64);
      const way = at(path, name);
      const fault = (expected: string, found?: string) =>
        note(walk, side === CBOR ? (given as Item).$start : walk.$count, way, expected, found, "invalid");
      let isRepeated = false;
      const isMet = name !== undefined && (taken.has(name) || Object.hasOwn(object, name));
      if (!asJson && (side === CBOR || walk.$notes.length === told)) {
        const identity = identityOf(key);
        isRepeated = seen.has(identity);
        seen.add(identity);
      }
      if (isRepeated || (asJson && isMet)) fault(EACH_KEY_ONCE, REPEATED_KEY);
      else if (asJson && name === undefined) fault(NAMEABLE_KEY);
      if (side === CBOR && isRepeated) pass(value as Item, walk, way);
      else {
        const made =
          side !== CBOR && typeof key === "string"
            ? readMember(
                {
                  $label: key,
                  $key: newItem("text", 0, key),
                  $item: value as Item,
                  $path: way,
                  $known: undefined,
                },
                names,
                walk,
              )
            : visit(value, names.$values as Node, walk, way);
        if (!asJson) arrived.push({ key, name, value: made ?? null });
        else if (name !== undefined && !isMet) setMember(object, name, made ?? null);
      }
    }
  });
  walk.$passed = passed;
  addUndeclared(object, arrived, taken);
  return object;
}

/** The key as a value; of one in memory that is no text it tells whether it is one. */
function keyOf(given: unknown, node: Node, walk: Walk, path: string): unknown {
  if (walk.$side !== CBOR) {
    return typeof given === "string" || visit(given, node, walk, path) !== undefined ? given : undefined;
  }
  const { $noun: noun, $scalar: scalar } = given as Item;
  if (noun !== "text") return visit(given, node, walk, path);
  pass(given as Item, walk, path);
  return scalar;
}
