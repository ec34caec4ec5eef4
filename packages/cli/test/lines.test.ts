import { createReadStream, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, test } from "vitest";
import { bin, fixtures, run, wirebook } from "./support/run.ts";

const folder = mkdtempSync(join(tmpdir(), "wirebook-lines-"));
const topic = "LOB/70b3d5e050020901/up/probe";
const good = "a2616e016b74656d7065726174757265f94d60";
const lines = ["decode", "--lines", "-", "--messages", fixtures];

describe("a capture of 200,000 lines", () => {
  const capture = join(folder, "capture.tsv");
  const total = 200_000;
  const isBad = (line: number) => line % 20_000 === 7;

  it("is decoded in constant memory, bad lines aside", async () => {
    const file = await open(capture, "w");
    for (let line = 1; line <= total; line += 1000) {
      const numbers = Array.from({ length: 1000 }, (_, index) => line + index);
      await file.write(
        numbers.map((number) => `${topic}\t${isBad(number) ? good.slice(0, -2) : good}\n`).join(""),
      );
    }
    await file.close();

    const preload = join(folder, "rss.mjs");
    const measured = join(folder, "rss.txt");
    writeFileSync(
      preload,
      `import { writeFileSync } from "node:fs";
       process.on("exit", () => writeFileSync(${JSON.stringify(measured)}, String(process.resourceUsage().maxRSS)));`,
    );
    const [decoded, rejected] = [join(folder, "decoded.ndjson"), join(folder, "rejected.ndjson")];
    // How far Node lets its heap grow before it collects differs from version to version, so the heap gets a bound of its
    // own: what grows with the lines would end the process long before the last one.
    const heap = "--max-old-space-size=48 --max-semi-space-size=4";
    const command = `"${process.execPath}" ${heap} --import "${preload}" "${bin}" decode --messages "${fixtures}" --lines "${capture}" --rejects "${rejected}" > "${decoded}"`;
    const { code, err } = await run("sh", ["-c", command]);

    expect(err).toContain("200,000 lines: 199,990 decoded, 10 rejected (not-well-formed 10)");
    expect(code).toBe(1);
    let count = 0;
    for await (const line of createInterface({ input: createReadStream(decoded) })) {
      if (count++ === 0)
        expect(JSON.parse(line)).toEqual({
          line: 1,
          topic,
          message: "up/probe",
          json: { n: 1, temperature: 21.5 },
        });
    }
    expect(count).toBe(total - 10);
    expect(
      readFileSync(rejected, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).line),
    ).toEqual(Array.from({ length: 10 }, (_, index) => index * 20_000 + 7));
    const megabytes = Number(readFileSync(measured, "utf8")) / 1024;
    console.log(`      decode --lines: ${Math.round(megabytes)} MB at the most`);
    expect(megabytes).toBeLessThan(300);
  });

  it("waits for a slow reader, and ends quietly with one that has seen enough", async () => {
    const command = `"${process.execPath}" "${bin}" decode --messages "${fixtures}" --lines "${capture}" | head -n 2 | wc -l`;
    const { code, out, err } = await run("sh", ["-c", command]);
    expect({ code, out: out.trim(), err }).toEqual({ code: 0, out: "2", err: "" });
  });
});

describe("a line is rejected with", () => {
  const cases: [string, string, string, object][] = [
    [
      "not-well-formed and its offset",
      `${topic}\t${good.slice(0, -2)}`,
      "not-well-formed",
      { offset: 18, topic },
    ],
    ["unexpected", `${topic}\ta0`, "unexpected", { offset: 0 }],
    ["invalid", `${topic}\ta2616e01616e01`, "invalid", {}],
    ["unreadable for what is no hex", `${topic}\t${good}zz`, "unreadable", { hex: `${good}zz` }],
    ["unreadable for what has no tab", good, "unreadable", { hex: good }],
    [
      "unknown-message for another topic",
      `LOB/1/up/other\t${good}`,
      "unknown-message",
      { topic: "LOB/1/up/other" },
    ],
  ];
  test.each(cases)("%s", async (_, line, code, more) => {
    const rejects = join(folder, `${code}.ndjson`);
    const outcome = await wirebook([...lines, "--rejects", rejects], {
      input: `${topic}\t${good}\r\n\n${line}`,
    });
    expect(outcome.code).toBe(1);
    expect(outcome.out.trim().split("\n")).toHaveLength(1);
    expect(outcome.err).toContain(`2 lines: 1 decoded, 1 rejected (${code} 1)`);
    expect(JSON.parse(readFileSync(rejects, "utf8"))).toMatchObject({ line: 3, code, ...more });
    expect(statSync(rejects).mode & 0o077).toBe(0);
  });
});

describe("a capture", () => {
  it("may begin with a byte order mark", async () => {
    const { code, err } = await wirebook(lines, { input: `\ufeff${topic}\t${good}\n` });
    expect({ code, err }).toMatchObject({ code: 0 });
  });

  it("without topics is read with --message", async () => {
    const { code, out } = await wirebook([...lines, "-m", "up/probe"], { input: `${good}\n${good}` });
    expect(code).toBe(0);
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).json.n),
    ).toEqual([1, 1]);
  });

  it("with a line without end does not fill the memory", async () => {
    const command = `{ head -c 300000000 /dev/zero | tr '\\0' a; printf '\\n%s\\t%s\\n' '${topic}' '${good}'; } | "${process.execPath}" --max-old-space-size=64 "${bin}" decode --messages "${fixtures}" --lines`;
    const { code, out, err } = await run("sh", ["-c", command]);
    expect(err).toContain("2 lines: 1 decoded, 1 rejected (limit 1)");
    expect(code).toBe(1);
    expect(JSON.parse(out).line).toBe(2);
  });

  it("is not overwritten by --rejects", async () => {
    const capture = join(folder, "same.tsv");
    writeFileSync(capture, `${topic}\t${good}\n`);
    const { code, err } = await wirebook([
      "decode",
      "--messages",
      fixtures,
      "--lines",
      capture,
      "--rejects",
      capture,
    ]);
    expect(code).toBe(2);
    expect(err).toContain("this is the capture itself");
    expect(readFileSync(capture, "utf8")).toContain(good);
  });

  it("of no lines is fine", async () => {
    expect(await wirebook(lines)).toEqual({ code: 0, out: "", err: "0 lines: 0 decoded\n" });
  });
});
