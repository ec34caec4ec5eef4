import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, it, test } from "vitest";
import { bin, fixtures, run } from "./support/run.ts";

/** Of util-linux; where it is missing, there is no terminal to test at. */
const terminal = "/usr/bin/script";
const wirebook = `"${process.execPath}" "${bin}"`;
const own = `--messages "${fixtures}"`;
const long = "a4616e016b74656d7065726174757265f94d606874656c656772616d5840";
const bytes = Array.from({ length: 64 }, (_, index) => index.toString(16).padStart(2, "0")).join("");
const fault = `${long}${bytes}646e6f746518ff`;

/** Runs a command line at a terminal of so many columns. */
async function atTerminal(columns: number, command: string): Promise<string> {
  const line = `stty cols ${columns} rows 50; ${command}`;
  const { out } = await run(terminal, ["-qec", line, "/dev/null"], { env: { TERM: "xterm" } });
  return out.replaceAll("\r\n", "\n");
}

describe("at a terminal", () => {
  beforeAll(() => {
    if (!existsSync(terminal))
      throw new Error(`${terminal} is missing; install it: apt-get install bsdutils`);
  });

  const commands = [
    "list",
    `list ${own}`,
    `inspect ${fault}`,
    `inspect -m up/probe ${own} ${fault}`,
    `inspect -m up/probe ${own} ${fault.slice(0, 80)}`,
    `decode -m up/probe ${own} ${fault}`,
    "decode neither-hex-nor-a-file",
  ];
  const help = [
    "--help",
    "tail --help",
    "simulate --help",
    "inspect --help",
    "decode --help",
    "encode --help",
    "new --help",
  ];
  const widths = [
    ...commands.flatMap((command) => [60, 80, 120].map((columns) => [columns, command] as const)),
    ...help.flatMap((command) => [80, 120].map((columns) => [columns, command] as const)),
  ];
  test.each(widths)("nothing is wider than %i columns: %s", async (columns, command) => {
    const shown = stripVTControlCharacters(await atTerminal(columns, `${wirebook} ${command}`)).split("\n");
    const isCommandLine = (line: string) => /^ +\$ |^\s*\{/.test(line);
    expect(shown.filter((line) => line.length > columns && !isCommandLine(line))).toEqual([]);
    expect(shown.join("").length).toBeGreaterThan(20);
  });

  it("colours are on, and each ends in its line", async () => {
    const shown = await atTerminal(80, `${wirebook} inspect -m up/probe ${own} ${fault}`);
    const esc = String.fromCharCode(27);
    expect(shown).toContain(`${esc}[31m`);
    for (const line of shown.split("\n")) {
      const last = line.slice(line.lastIndexOf(`${esc}[`));
      if (line.includes(escape)) expect(last).toMatch(/\[(?:39|22|0)m/);
    }
  });

  it("NO_COLOR turns them off", async () => {
    expect(await atTerminal(80, `NO_COLOR=1 ${wirebook} list`)).not.toContain(String.fromCharCode(27));
  });

  it("a capture has a progress bar, which is gone at the end", async () => {
    const capture = join(mkdtempSync(join(tmpdir(), "wirebook-terminal-")), "capture.tsv");
    writeFileSync(
      capture,
      `a/up/probe\t${long}${bytes}646e6f746561ff\na/up/probe\ta2616e016b74656d7065726174757265f94d60\n`.repeat(
        20_000,
      ),
    );
    const shown = await atTerminal(80, `${wirebook} decode ${own} --lines ${capture} > /dev/null`);
    const drawn = shown.split("\r").map((line) => stripVTControlCharacters(line));
    expect(drawn.some((line) => /^━+─+ +\d+ % .*lines/.test(line))).toBe(true);
    expect(drawn.every((line) => line.split("\n").every((part) => part.length <= 80))).toBe(true);
    expect(drawn.at(-1)).toMatch(/^40,000 lines: /);
  });
});
