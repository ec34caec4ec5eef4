import type { CodecErrorCode, JsonSchema, Limits, Message } from "@wirebook/codec";
import { Tag } from "cbor2";
import { createJudge } from "./ajv.ts";
import { Pairs, readWithCbor2 } from "./cbor2.ts";
import { type JsonForm, jsonForm } from "./json-form.ts";

/** What becomes of a payload. */
export type Class = "accepted" | CodecErrorCode;

/** What cbor2 and Ajv make of a payload. */
export interface Opinion {
  readonly class: Class;
  /** Who says so. */
  readonly by: "cbor2" | "the mapping" | "Ajv" | "the limits";
  /** Of an accepted payload. */
  readonly json?: unknown;
  /** Whether JSON cannot hold its keys. */
  readonly hasNoJson?: boolean;
  readonly clash?: JsonForm["clash"];
  readonly holdsPayloads?: boolean;
}

/** A second opinion on the payloads of one message type. */
export type Oracle = (payload: Uint8Array) => Opinion;

/** Sets up cbor2 and Ajv for a message type, of which only the JSON Schema and the limits are read. */
export function createOracle({ schema, limits }: Pick<Message, "schema" | "limits">): Oracle {
  const {
    $schema: _,
    title: __,
    $defs,
    ...plain
  } = schema as JsonSchema & Record<"$schema" | "title", unknown>;
  const judge = createJudge($defs as JsonSchema | undefined);

  return (payload) => {
    if (payload.length > limits.bytes) return { class: "limit", by: "the limits" };
    const reading = readWithCbor2(payload);
    if (reading === undefined) return { class: "not-well-formed", by: "cbor2" };
    if (!isWithin(limits, reading.item)) return { class: "limit", by: "the limits" };
    if (!reading.validText) return { class: "invalid", by: "cbor2" };
    const { json, formless, clash, hasNoJson, holdsPayloads } = jsonForm(
      plain,
      reading.item,
      judge,
      $defs as JsonSchema | undefined,
    );
    if (clash === true) return { class: "invalid", by: "the mapping", holdsPayloads };
    if (formless) return { class: "unexpected", by: "the mapping", clash, holdsPayloads };
    if (!judge(plain, json)) return { class: "unexpected", by: "Ajv", clash, holdsPayloads };
    return { class: "accepted", by: "Ajv", json, clash, hasNoJson, holdsPayloads };
  };
}

/** Counts levels and items in what cbor2 read; the chunks of a string are gone by then. */
function isWithin(limits: Limits, root: unknown): boolean {
  let items = 0;

  function visit(item: unknown, level: number): boolean {
    items++;
    const inside = contentsOf(item);
    return inside === undefined || (level < limits.depth && inside.every((one) => visit(one, level + 1)));
  }

  return visit(root, 0) && items <= limits.items;
}

function contentsOf(item: unknown): readonly unknown[] | undefined {
  if (Array.isArray(item)) return item;
  if (item instanceof Pairs) return item.entries.flat();
  return item instanceof Tag ? [item.contents] : undefined;
}
