/**
 * What views mean, written a second time: from items as cbor2 reads them to their JSON form.
 *
 * @module
 */
import type { JsonSchema } from "@wirebook/codec";
import { Tag } from "cbor2";

type Form = (item: unknown, schema: JsonSchema, parameters: JsonSchema) => unknown;

/** Each view by the name that its schema has for it; `undefined` is none. */
const forms: Readonly<Record<string, Form>> = {
  uuid: (item, _, { of }) => {
    const bytes = (of as unknown[]).length > 1 ? untagged(item, 37) : item;
    if (!isBytes(bytes) || bytes.length !== 16) return undefined;
    const digits = Buffer.from(bytes).toString("hex");
    const ends = [0, 8, 12, 16, 20];
    return ends.map((start, index) => digits.slice(start, ends[index + 1])).join("-");
  },
  enumeration: (item, _, { names }) => {
    const found = (names as [string, number | string][]).find(([, value]) =>
      typeof value === "number" ? item === BigInt(value) : item === value,
    );
    return found?.[0];
  },
};

/** The JSON form of a view's item; `undefined` where it has none. */
export function viewForm(schema: JsonSchema, item: unknown): unknown {
  const parameters = schema.cborView as JsonSchema & { readonly name: string };
  return (forms[parameters.name] as Form)(item, schema, parameters);
}

/** What stands behind a tag, if that is the one; else the item itself. */
function untagged(item: unknown, tag: number): unknown {
  return item instanceof Tag && Number(item.tag) === tag ? item.contents : item;
}

function isBytes(item: unknown): item is Uint8Array {
  return item instanceof Uint8Array;
}
