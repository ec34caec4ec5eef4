import type { InspectedItem, Inspection } from "@wirebook/codec";

/**
 * What a stretch of bytes is, for its colour: the head of an array, a map or a tag (and the break that ends one), a
 * member's key, or a value by its major type.
 */
export type Tone = "head" | "key" | "number" | "text" | "bytes" | "simple";

/** A row of the list beside the bytes: a value, with its key where it has one. */
export interface Field {
  /** Offset of the key, or of the value where there is none. */
  readonly start: number;
  readonly end: number;
  /** Offset of the value. */
  readonly value: number;
  readonly depth: number;
  /** Last part of the path: a name, or an index in brackets; `""` for the payload itself. */
  readonly label: string;
  /** JSON Pointer. */
  readonly path: string;
  readonly kind: string;
  /** Diagnostic notation. */
  readonly text: string;
  readonly unit?: string | undefined;
  readonly description?: string | undefined;
}

/** Bytes with one meaning. */
export interface Stretch {
  readonly start: number;
  /** In hexadecimal, a byte after another. */
  readonly hex: string;
  readonly tone: Tone;
  /** Index of the field that it belongs to. */
  readonly field: number;
}

/** A payload taken apart, as far as it is shown. */
export interface Annotation {
  readonly fields: readonly Field[];
  readonly stretches: readonly Stretch[];
  /** Bytes that are left out behind the last stretch. */
  readonly left: number;
}

const MOST_TEXT = 120;

/**
 * Takes a payload apart for the eye: which bytes belong to which field.
 *
 * @param most - bytes to show
 * @param from - byte to begin at; fields before it are left out unless they reach into what is shown
 */
export function annotate(payload: Uint8Array, { items }: Inspection, most: number, from = 0): Annotation {
  const end = Math.min(payload.length, from + most);
  const fields: Field[] = [];
  const stretches: Stretch[] = [];
  let key: InspectedItem | undefined;
  let shown = from;

  function add(start: number, stop: number, tone: Tone, field: number): void {
    const first = Math.max(start, from);
    const last = Math.min(stop, end);
    if (last <= first) return;
    // Between the items of what a byte string holds in chunks stand the heads of these.
    if (first > shown)
      stretches.push({ start: shown, hex: hexOf(payload, shown, first), tone: "head", field });
    stretches.push({ start: first, hex: hexOf(payload, first, last), tone, field });
    shown = last;
  }

  for (const item of items) {
    if (item.offset >= end) break;
    if (item.role === "key") {
      key = item;
      continue;
    }
    const start = key?.offset ?? item.offset;
    const stop = item.offset + item.length;
    if (item.role === "break") {
      const owner = fields.findLastIndex((field) => field.path === item.instancePath);
      add(item.offset, stop, "head", Math.max(owner, 0));
      continue;
    }
    if (stop > from) {
      const index = fields.push(fieldOf(item, start)) - 1;
      if (key !== undefined) add(key.offset, item.offset, "key", index);
      add(item.offset, isContainer(item) ? item.offset + item.headLength : stop, toneOf(item), index);
    }
    key = undefined;
  }
  // What cannot be read any more still is there to be seen.
  if (shown < end) {
    const rest = Math.max(fields.length - 1, 0);
    stretches.push({ start: shown, hex: hexOf(payload, shown, end), tone: "head", field: rest });
  }
  return { fields, stretches, left: payload.length - end };
}

function fieldOf(item: InspectedItem, start: number): Field {
  const last = item.instancePath.slice(item.instancePath.lastIndexOf("/") + 1);
  const label = item.role === "item" ? `[${last}]` : last.replaceAll("~1", "/").replaceAll("~0", "~");
  return {
    start,
    end: item.offset + item.length,
    value: item.offset,
    depth: item.depth,
    label: item.role === "root" ? "" : item.role === "content" ? `${label} ›` : label,
    path: item.instancePath,
    kind: item.kind,
    text: clipped(item.diagnostic),
    unit: item.unit,
    description: item.description,
  };
}

function clipped(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}

/** Whether others are listed inside of it; of a byte string that holds some, the notation is what its head says. */
function isContainer({ kind, diagnostic }: InspectedItem): boolean {
  return kind === "array" || kind === "map" || kind.startsWith("tag") || diagnostic.startsWith("bytes(");
}

function toneOf(item: InspectedItem): Tone {
  if (isContainer(item)) return "head";
  if (item.kind === "integer" || item.kind === "float") return "number";
  if (item.kind === "text" || item.kind === "bytes") return item.kind;
  return "simple";
}

/** Bytes as hexadecimal digits. */
export function hexOf(payload: Uint8Array, start = 0, end = payload.length): string {
  let hex = "";
  for (let at = start; at < end; at++) hex += (payload[at] as number).toString(16).padStart(2, "0");
  return hex;
}
