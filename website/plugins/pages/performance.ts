import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { frontMatter } from "./front-matter.ts";

/** What `npm run bench` writes: tables between two marks, and a plot for each theme. */
const RESULTS = "packages/bench/results";
const BEGIN = "<!-- bench:begin -->";
const END = "<!-- bench:end -->";

const NO_FIGURES =
  "This build of the book has no figures: they are taken on a machine that does nothing else. Run `npm run bench` to see those of yours.";

/** The figures that are kept in the repository. */
export function performancePage(root: string): string {
  const file = path.join(root, RESULTS, "performance.md");
  const tables = existsSync(file) ? between(readFileSync(file, "utf8")) : "";
  const plots = ["light", "dark"].filter((theme) =>
    existsSync(path.join(root, RESULTS, `bench-${theme}.svg`)),
  );
  return `${[
    frontMatter({
      title: "Performance",
      description: "How fast the codecs are, beside their peers.",
      position: 7,
    }),
    "How long it takes to decode and encode, measured beside other libraries on the same payloads. Every figure is made by `npm run bench`; none is written by hand.",
    ...plots.map(
      (theme) => `![Messages per second, by library](../../${RESULTS}/bench-${theme}.svg#${theme}-mode-only)`,
    ),
    tables || NO_FIGURES,
    "## What is measured",
    [
      "- Messages as others send them: SenML, COSE, CWT, LwM2M, trackers, meters, logs, firmware, texts in five languages, arrays, unions, records, deep nesting, and each kind of field.",
      "- Each in four spellings: as declared, in another order, with indefinite lengths, with heads of five bytes.",
      "- Each peer alone in a process with one message type, then fourteen types in turn. A column of its own says what the old way gives, all of them in one process.",
      "- Payloads that are built to be awkward: many members, integer keys, a megabyte, hostile bytes, and one of each class of error in each message.",
      "- Wirebook validates while it decodes. Its peers are measured as they come, and with a validator behind them.",
      "- Every run first makes sure that all libraries agree on the value.",
    ].join("\n"),
  ].join("\n\n")}\n`;
}

function between(text: string): string {
  const [, after = ""] = text.split(BEGIN);
  return (after.split(END)[0] ?? "").trim();
}
