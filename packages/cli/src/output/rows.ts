import type { InspectedItem, Inspection } from "@wirebook/codec";

/** What one data item, or the rest that is none, shows of itself. */
export interface Row {
  readonly offset: number;
  /** Two hex digits for each byte, or two dots. */
  readonly bytes: readonly string[];
  readonly depth: number;
  /** Diagnostic notation. */
  readonly text: string;
  readonly instancePath: string;
  readonly unit: string;
  readonly tone: "key" | "structure" | "value" | "hidden" | "rest";
  /** The fault that starts in this row: how many bytes into it, and its sentence. */
  readonly fault?: { readonly at: number; readonly sentence: string };
}

/** What is not to be shown. */
export interface Secrecy {
  readonly reveal: boolean;
  /** Whether bytes that could not be read may belong to a secret. */
  readonly hideUnread: boolean;
}

const HIDDEN_BYTE = "··";
const HIDDEN = "[hidden]";

type PlainRow = Omit<Row, "fault">;

/** The rows of an annotated payload, the fault at the row in whose bytes it lies. */
export function rowsOf(
  payload: Uint8Array,
  items: readonly InspectedItem[],
  fault: Inspection["fault"],
  secrecy: Secrecy,
): Row[] {
  const rows = withChunks(payload, itemRows(payload, items, secrecy.reveal));
  const last = rows.at(-1);
  const read = last === undefined ? 0 : last.offset + last.bytes.length;
  if (read < payload.length) rows.push(unreadRow(payload, read, secrecy));
  if (fault === undefined) return rows;
  const at = fault.offset ?? 0;
  if (at >= payload.length) rows.push(emptyRow(payload.length));
  const faulty = rows.findLastIndex((row) => row.offset <= at);
  return rows.map((row, index) =>
    index === faulty ? { ...row, fault: { at: at - row.offset, sentence: fault.message } } : row,
  );
}

function itemRows(payload: Uint8Array, items: readonly InspectedItem[], reveal: boolean): PlainRow[] {
  let hiddenUntil = 0;
  let hiddenPath = "";
  return items.map((item, index): PlainRow => {
    const inside = item.offset < hiddenUntil;
    if (item.sensitive && !reveal && !inside) {
      hiddenUntil = item.offset + item.length;
      hiddenPath = item.instancePath;
    }
    const hidden = item.offset < hiddenUntil;
    const next = items[index + 1]?.offset ?? payload.length;
    const isOpened = /^bytes\(/.test(item.diagnostic) || next < item.offset + item.length;
    const holdsOthers = isOpened || /^(array|map|tag)\b/.test(item.kind);
    const end = item.offset + (holdsOthers ? item.headLength : item.length);
    return {
      offset: item.offset,
      bytes: hexCells(payload.subarray(item.offset, end), hidden),
      depth: item.depth,
      text: hidden ? HIDDEN : item.diagnostic,
      instancePath:
        item.role === "key" || item.role === "break" ? "" : hidden ? hiddenPath : item.instancePath,
      unit: item.unit ?? "",
      tone: hidden
        ? "hidden"
        : item.role === "key"
          ? "key"
          : holdsOthers || item.role === "break"
            ? "structure"
            : "value",
    };
  });
}

/** Between the items of what a byte string holds in chunks, the heads of these have rows, too. */
function withChunks(payload: Uint8Array, rows: readonly PlainRow[]): PlainRow[] {
  let read = 0;
  return rows.flatMap((row) => {
    const between = payload.subarray(read, row.offset);
    const head: PlainRow = {
      ...emptyRow(read),
      bytes: hexCells(between, row.tone === "hidden"),
      depth: row.depth,
      text: "chunk",
      tone: "structure",
    };
    read = row.offset + row.bytes.length;
    return between.length > 0 ? [head, row] : [row];
  });
}

function unreadRow(payload: Uint8Array, offset: number, { reveal, hideUnread }: Secrecy): PlainRow {
  const hidden = hideUnread && !reveal;
  const text = `not read${hidden ? `, ${HIDDEN}` : ""}`;
  return { ...emptyRow(offset), bytes: hexCells(payload.subarray(offset), hidden), text };
}

function emptyRow(offset: number): PlainRow {
  return {
    offset,
    bytes: [],
    depth: 0,
    text: "end of the payload",
    instancePath: "",
    unit: "",
    tone: "rest",
  };
}

function hexCells(bytes: Uint8Array, hidden: boolean): string[] {
  return Array.from(bytes, (byte) => (hidden ? HIDDEN_BYTE : byte.toString(16).padStart(2, "0")));
}
