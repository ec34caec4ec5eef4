import type { Colours } from "./colours.ts";
import { count } from "./count.ts";
import type { Row } from "./rows.ts";
import { columnsOf, cutEnd, cutPath, fold, pad, printable, wrap } from "./text.ts";

/** Where it is shown. */
export interface HexView {
  /** Columns of the screen; without a limit, nothing is cut. */
  readonly width: number;
  readonly colours: Colours;
}

interface Layout {
  readonly offset: number;
  readonly cells: number;
  readonly text: number;
  readonly path: number;
  readonly unit: number;
}

const GAP = "  ";
const LEAST_TEXT = 16;
const LEAST_PATH = 12;
/** Lines that one item may take at a terminal. */
const MOST_LINES = 4;
/** Lines of what nobody could read. */
const MOST_UNREAD_LINES = 8;

/** Bytes with what they mean beside them, and a caret under the byte where the fault is. */
export function annotatedHex(rows: readonly Row[], view: HexView): string {
  const shown = rows.map((row) => ({ ...row, text: textOf(row), instancePath: printable(row.instancePath) }));
  const layout = layOut(shown, view.width);
  const titles = [
    "offset".padStart(layout.offset),
    pad("bytes", bytesColumns(layout)),
    pad("item", layout.text),
  ];
  if (layout.path > 0) titles.push(pad("field", layout.path));
  if (layout.unit > 0) titles.push("unit");
  const header = view.colours.dim(titles.join(GAP).trimEnd());
  return [header, ...shown.flatMap((row) => linesOf(row, layout, view))].join("\n");
}

function textOf(row: Row): string {
  return "  ".repeat(row.depth) + printable(row.text) + (row.tone === "key" ? ":" : "");
}

function layOut(rows: readonly Row[], width: number): Layout {
  const widest = (of: (row: Row) => number, least: number) =>
    rows.reduce((most, row) => Math.max(most, of(row)), least);
  const offset = widest((row) => String(row.offset).length, "offset".length);
  const cells = width >= 118 ? 12 : width >= 72 ? 8 : 4;
  const unit = widest((row) => columnsOf(row.unit), 0);
  const layout = { offset, cells, unit: unit === 0 ? 0 : Math.max(unit, "unit".length) };
  const text = widest((row) => columnsOf(row.text), "item".length);
  const path = widest((row) => columnsOf(row.instancePath), 0);
  const gaps = (path > 0 ? 3 : 2) + (unit > 0 ? 1 : 0);
  const free = width - offset - (cells * 3 - 1) - layout.unit - gaps * GAP.length;
  if (text + path <= free) return { ...layout, text, path: path === 0 ? 0 : Math.max(path, "field".length) };
  if (path === 0) return { ...layout, text: Math.max(free, LEAST_TEXT), path };
  const pathShare = Math.max(LEAST_PATH, Math.min(path, free - Math.min(text, Math.ceil(free * 0.6))));
  return { ...layout, text: Math.max(free - pathShare, LEAST_TEXT), path: pathShare };
}

function linesOf(row: Row, layout: Layout, view: HexView): string[] {
  const most =
    row.tone === "rest"
      ? MOST_UNREAD_LINES
      : Number.isFinite(view.width)
        ? MOST_LINES
        : Number.POSITIVE_INFINITY;
  const hex = shorten(split(row.bytes, layout.cells), most, layout.cells, row.bytes.length);
  const texts = shortenText(foldIndented(row.text, layout.text, "  ".repeat(row.depth)), most);
  const height = Math.max(hex.length, texts.length, 1);
  const lines = Array.from({ length: height }, (_, index) =>
    lineOf(row, index, hex, texts, layout, view.colours),
  );
  if (row.fault === undefined) return lines;
  const line = Math.min(Math.floor(row.fault.at / layout.cells), Math.max(hex.length - 1, 0));
  return lines.toSpliced(line + 1, 0, ...caret(row.fault, layout, view));
}

/** One line of a row, without spaces at its end; offset, field and unit stand in the first alone. */
function lineOf(
  row: Row,
  line: number,
  hex: readonly string[],
  texts: readonly string[],
  layout: Layout,
  colours: Colours,
): string {
  const first = line === 0;
  const path = first && layout.path > 0 ? cutPath(row.instancePath, layout.path) : "";
  const cells: { text: string; columns: number; paint: (text: string) => string }[] = [
    {
      text: (first ? String(row.offset) : "").padStart(layout.offset),
      columns: layout.offset,
      paint: colours.dim,
    },
    {
      text: hex[line] ?? "",
      columns: bytesColumns(layout),
      paint: (text) => paintHex(row, text, line, layout, colours),
    },
    { text: texts[line] ?? "", columns: layout.text, paint: (text) => paint(row, text, colours) },
    { text: path, columns: layout.path, paint: colours.cyan },
    { text: first ? row.unit : "", columns: layout.unit, paint: colours.yellow },
  ];
  const present = cells.filter(({ columns }) => columns > 0);
  const last = present.findLastIndex(({ text }) => text !== "");
  return present
    .slice(0, last + 1)
    .map(
      ({ text, columns, paint }, index) =>
        (text === "" ? "" : paint(text)) +
        " ".repeat(index < last ? Math.max(0, columns - columnsOf(text)) : 0),
    )
    .join(GAP);
}

/** Carets under the byte, then the sentence, in as many lines as it needs. */
function caret(
  fault: { readonly at: number; readonly sentence: string },
  layout: Layout,
  view: HexView,
): string[] {
  const column = layout.offset + GAP.length + (fault.at % layout.cells) * 3;
  const room = view.width - column - 3;
  const beside = room >= 36;
  const sentence = wrap(printable(fault.sentence), beside ? room : view.width - layout.offset - GAP.length);
  const { red, bold } = view.colours;
  if (!beside) {
    const margin = " ".repeat(layout.offset + GAP.length);
    return [`${" ".repeat(column)}${red("^^")}`, ...sentence.map((line) => margin + red(line))];
  }
  return sentence.map(
    (line, index) => `${" ".repeat(column)}${index === 0 ? bold(red("^^")) : "  "} ${red(line)}`,
  );
}

function split(bytes: readonly string[], cells: number): string[] {
  return Array.from({ length: Math.ceil(bytes.length / cells) }, (_, line) =>
    bytes.slice(line * cells, (line + 1) * cells).join(" "),
  );
}

function shorten(lines: string[], most: number, cells: number, bytes: number): string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `… ${count(bytes - (most - 1) * cells)} more`];
}

function shortenText(lines: string[], most: number): string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), cutEnd(`${lines[most - 1]} `, columnsOf(lines[most - 1] as string))];
}

/** Breaks notation into lines, each as far in as the first. */
function foldIndented(text: string, columns: number, indent: string): string[] {
  if (columnsOf(text) <= columns) return [text];
  const shallow = indent.length > columns / 2 ? "" : indent;
  return fold(text.slice(indent.length), columns - shallow.length).map((line) => shallow + line);
}

function paintHex(row: Row, hex: string, line: number, layout: Layout, colours: Colours): string {
  const at = row.fault === undefined ? -1 : row.fault.at - line * layout.cells;
  if (row.tone === "rest" || at < 0 || at >= layout.cells || hex.startsWith("…")) {
    return row.tone === "hidden" || row.tone === "rest" ? colours.dim(hex) : hex;
  }
  const start = at * 3;
  return hex.slice(0, start) + colours.bold(colours.red(hex.slice(start, start + 2))) + hex.slice(start + 2);
}

function paint(row: Row, text: string, colours: Colours): string {
  if (row.tone === "key") return colours.blue(text);
  if (row.tone === "value") return text;
  return row.tone === "hidden" ? colours.magenta(text) : colours.dim(text);
}

function bytesColumns(layout: Layout): number {
  return layout.cells * 3 - 1;
}
