import type { Report } from "../measure/row.ts";
import { geometricMean } from "../measure/statistics.ts";
import { type Task, tasks } from "../peers/peer.ts";
import { peers } from "../peers/peers.ts";
import { times } from "./figure.ts";
import { advantage } from "./targets.ts";

/** Colours of a plot. */
export interface Theme {
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  readonly ours: string;
  readonly others: string;
}

/** A plot for light pages and one for dark pages. */
export const themes = {
  light: { ground: "#ffffff", text: "#1f2328", faint: "#59636e", ours: "#0969da", others: "#c4ccd5" },
  dark: { ground: "#0d1117", text: "#e6edf3", faint: "#9198a1", ours: "#4493f8", others: "#3d444d" },
} as const satisfies Record<string, Theme>;

const WIDTH = 760;
const BAR = 20;
const LINE = 26;
const LEFT = 170;
const RIGHT = 70;
const titles: Record<Task, string> = {
  decode: "decode and check",
  transcode: "CBOR to JSON text",
  encode: "check and encode",
};

/** Bars of the time that each peer takes, as a multiple of ours: the geometric mean over the three messages. */
export function plot({ rows, machine }: Report, theme: Theme): string {
  const parts: string[] = [];
  let top = 40;
  for (const task of tasks) {
    const bars = peers.flatMap(({ name }) => {
      const each = ["status", "batch", "config"].flatMap(
        (one) => advantage(rows, `${task}/${one}`, name) ?? [],
      );
      return each.length === 0 ? [] : [{ name, factor: geometricMean(each) }];
    });
    if (bars.length === 0) continue;
    parts.push(label(16, top, titles[task], theme.text, "bold"));
    const floor = Math.min(...bars.map(({ factor }) => factor)) / 2;
    const scale = (WIDTH - LEFT - RIGHT) / Math.max(...bars.map(({ factor }) => Math.log2(factor / floor)));
    for (const { name, factor } of bars.toSorted((one, other) => one.factor - other.factor)) {
      top += LINE;
      const width = Math.log2(factor / floor) * scale;
      const colour = name === peers[0]?.name ? theme.ours : theme.others;
      parts.push(label(LEFT - 10, top, name, theme.text, "normal", "end"));
      parts.push(
        `<rect x="${LEFT}" y="${top - BAR / 2}" width="${width.toFixed(1)}" height="${BAR}" rx="2" fill="${colour}"/>`,
      );
      parts.push(label(LEFT + width + 8, top, times(factor), theme.faint));
    }
    top += LINE * 2;
  }
  parts.push(
    label(
      16,
      top - LINE / 2,
      "time per message, multiples of ours, logarithmic: shorter is faster",
      theme.faint,
    ),
  );
  parts.push(label(16, top + LINE / 3, machine.split(", ").slice(0, 3).join(", "), theme.faint));
  const height = top + LINE;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="Time per message of each codec, as a multiple of ours">
<rect width="${WIDTH}" height="${height}" fill="${theme.ground}"/>
${parts.join("\n")}
</svg>
`;
}

function label(
  x: number,
  y: number,
  text: string,
  fill: string,
  weight = "normal",
  anchor = "start",
): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${x.toFixed(1)}" y="${y}" dominant-baseline="central" text-anchor="${anchor}" font-weight="${weight}" fill="${fill}">${escaped}</text>`;
}
