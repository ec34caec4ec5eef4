/**
 * `npm run bench`: measures, prints, and writes what was asked for.
 *
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import pc from "./colours.ts";
import { fullBudget, quickBudget } from "./measure/budget.ts";
import type { Report } from "./measure/row.ts";
import { type Options, readOptions, usage } from "./options.ts";
import { comparison } from "./report/compare.ts";
import { markdown } from "./report/markdown.ts";
import { plot, themes } from "./report/plot.ts";
import { writeBetweenMarkers } from "./report/readme.ts";
import { summary } from "./report/summary.ts";
import { groupTables } from "./report/table.ts";
import { targetTable } from "./report/target-table.ts";
import { targets } from "./report/targets.ts";
import { run } from "./run.ts";

const root = new URL("../../../", import.meta.url);
const args = process.argv.slice(2);
const options = optionsOrExit();
if (options.help) {
  console.log(usage);
  process.exit();
}

const report = await run({
  select: options.select,
  only: options.only,
  messages: options.message,
  budget: {
    ...(options.quick ? quickBudget : fullBudget),
    ...(options.rounds === undefined ? {} : { rounds: options.rounds }),
  },
  command: ["npm run bench", ...(args.length > 0 ? ["--", ...args] : [])].join(" "),
  onStart: showProgress,
  onRows(rows) {
    hideProgress();
    if (!options.json) for (const table of groupTables(rows)) console.log(`${table}\n`);
  },
});

if (options.json) console.log(JSON.stringify(report, null, 2));
else printEnd(report);
if (options.readme) writeFigures(report);
if (options.plot) writePlots(report);

function printEnd(report: Report): void {
  const all = targets(report.rows);
  if (all.length > 0) console.log(`${targetTable(all)}\n`);
  if (options.compare !== undefined) {
    console.log(`${comparison(report, JSON.parse(readFileSync(options.compare, "utf8")) as Report)}\n`);
  }
  for (const note of [report.machine, ...report.notes]) console.log(pc.dim(note));
}

function showProgress(group: string, index: number, count: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K[${index}/${count}] ${group} …`);
  else if (index % 20 === 1) console.error(`[${index}/${count}] ${group} …`);
}

function hideProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
}

/** The READMEs tell a row for each group, the performance page all of them. */
function writeFigures(report: Report): void {
  const texts = {
    "README.md": summary(report.rows),
    "packages/codec/README.md": summary(report.rows),
    "packages/bench/results/performance.md": markdown(report),
  };
  for (const [file, text] of Object.entries(texts)) {
    const found = writeBetweenMarkers(new URL(file, root), text);
    console.error(found ? `${file}: written` : `${file}: no markers, left as it is`);
  }
}

function writePlots(report: Report): void {
  const folder = new URL("packages/bench/results/", root);
  mkdirSync(folder, { recursive: true });
  for (const [name, theme] of Object.entries(themes)) {
    writeFileSync(new URL(`bench-${name}.svg`, folder), plot(report, theme));
    console.error(`packages/bench/results/bench-${name}.svg: written`);
  }
}

/** Says what is wrong with the arguments, without a stack. */
function optionsOrExit(): Options {
  try {
    return readOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}
