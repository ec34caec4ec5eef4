import { describe, expect, test } from "vitest";
import { corpus, everyCase, mainCases } from "../src/corpus/corpus.ts";
import { brokenPayloads } from "../src/corpus/errors.ts";
import { respell, spellings } from "../src/corpus/respell.ts";
import { tinyBudget } from "../src/measure/budget.ts";
import { sections } from "../src/measure/sections.ts";
import { prepareAll } from "../src/peers/agree.ts";
import { peers } from "../src/peers/peers.ts";
import { markdown } from "../src/report/markdown.ts";
import { plot, themes } from "../src/report/plot.ts";
import { summary } from "../src/report/summary.ts";
import { targets } from "../src/report/targets.ts";
import { run } from "../src/run.ts";

const sizes = { status: 115, batch: 4001, config: 528 };

test.each(Object.entries(sizes))("%s has %i bytes", (name, bytes) => {
  const one = corpus.find((candidate) => candidate.name === name);
  expect(one?.message.encode(one.value).length).toBe(bytes);
});

test.each(corpus)("all peers return the same value of $name", (one) => {
  expect(prepareAll(one, peers).length).toBeGreaterThanOrEqual(7);
});

describe.each(mainCases)("$name", ({ message, value }) => {
  test.each(spellings)("is the same in $name", (how) => {
    const payload = message.encode(value);
    const other = respell(payload, how);
    expect(message.decode(other)).toEqual(message.decode(payload));
    expect(Buffer.from(other).equals(payload)).toBe(how === spellings[0]);
  });
});

test.each(mainCases)("each broken $name ends in its error code", (one) => {
  for (const { payload, code, name } of brokenPayloads(one)) {
    expect(one.message.safeDecode(payload), name).toMatchObject({ ok: false, error: { code } });
  }
});

/** Of the corpus a message of each group, so that not all of them start all their processes. */
const sample = [/^(?!(apart|refuse|cold|together)\/)/, /\/(senml|chunk-1k|chunk-16k|traces)$/];

test("every message of the corpus is measured in each way", () => {
  const groups = sections.map(({ group }) => group);
  for (const { name } of everyCase) {
    expect(groups).toEqual(expect.arrayContaining([`apart/${name}`, `refuse/${name}`, `cold/${name}`]));
  }
});

test("the report has every row", async () => {
  const report = await run({ budget: tinyBudget, select: sample });
  const groups = [...new Set(report.rows.map(({ group }) => group))];
  expect(groups).toMatchSnapshot();
  for (const group of groups.filter((one) => /^(de|en|trans)code\/(status|batch|config)$/.test(one))) {
    const names = report.rows.filter((row) => row.group === group).map(({ name }) => name);
    expect(names, group).toEqual(peers.map(({ name }) => name));
  }
  for (const { group, name, median } of report.rows) expect(median, `${group} ${name}`).not.toBeNaN();
  expect(targets(report.rows)).toHaveLength(53);
  expect(markdown(report)).toContain("| wirebook");
  expect(summary(report.rows)).not.toContain("–");
  expect(plot(report, themes.dark)).toContain("@bufbuild/protobuf");
});
