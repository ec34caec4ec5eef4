import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBackend, createDevice } from "@wirebook/mqtt";
import { messages, upEnv } from "@wirebook/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bin, run, wirebook } from "./support/run.ts";

const folder = mkdtempSync(join(tmpdir(), "wirebook-cli-rescue-"));
const inbox = join(folder, "inbox");
const cut = join(folder, "cut");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const devEui = "70b3d5e050020901";

/** Twenty messages that wait: nobody handles them. */
beforeAll(async () => {
  const backend = await createBackend({ embedded: { port: 0 }, messages, inbox });
  const device = await createDevice({ hosts: backend.urls, devEui, messages, qos: 1 });
  for (let n = 1n; n <= 20n; n++) await device.publish(upEnv, { n, q: "env", d: { vbat: 3600 } });
  const { out } = await wirebook(["inbox", "status", "--path", inbox]);
  expect(out).toMatch(/backend at work +yes\n/);
  expect(out).toMatch(new RegExp(`its owner +process ${process.pid} on .*, since \\d{4}-`));
  await device.close();
  await backend.close();
  cpSync(inbox, cut, { recursive: true });
  const bytes = readFileSync(join(cut, "data.mdb"));
  // The page of the messages, wherever it is written.
  for (let at = bytes.indexOf(`LOB/${devEui}`); at >= 0; at = bytes.indexOf(`LOB/${devEui}`, at)) {
    bytes.fill(0, at - (at % 4096), at - (at % 4096) + 4096);
  }
  writeFileSync(join(cut, "data.mdb"), bytes);
});

describe("wirebook inbox", () => {
  test("check tells what is there", async () => {
    const { code, out } = await wirebook(["inbox", "check", "--path", inbox]);
    expect([code, out]).toEqual([0, expect.stringMatching(/messages kept +20\n[\s\S]*faults +0\n/)]);
  });

  test("check tells what is wrong, with an exit code, and what to do", async () => {
    const { code, out, err } = await wirebook(["inbox", "check", "--path", cut]);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/faults +\d+\n[\s\S]*messages: page \d+ cannot be read/),
    ]);
    expect(err.replaceAll(/\s+/g, " ")).toContain("wirebook inbox rescue --path");
  });

  test.each(["status", "dead", "export"])("%s of a damaged one ends with words", async (verb) => {
    const { code, err } = await wirebook(["inbox", verb, "--path", cut]);
    expect(code).toBe(1);
    expect(err.replaceAll(/\s+/g, " ")).toContain("its file is damaged");
  });

  test("rescue writes a new folder, and check of it tells what is missing", async () => {
    const to = join(folder, "rescued");
    const rescue = await wirebook(["inbox", "rescue", "--path", cut, "--to", to]);
    expect([rescue.code, rescue.out]).toEqual([
      0,
      expect.stringMatching(/^0 messages written to .*\n[\s\S]*keep their ids\n/),
    ]);
    const { code, out } = await wirebook(["inbox", "check", "--path", to]);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/missing +20\n[\s\S]*missing: messages 1 to 20\n/),
    ]);
    const again = await wirebook(["inbox", "rescue", "--path", cut, "--to", to]);
    expect([again.code, again.err.replaceAll(/\s+/g, " ")]).toEqual([
      2,
      expect.stringContaining("expected a new folder"),
    ]);
  });

  test("status of an inbox whose owner has the same process id, in another container, is shown", async () => {
    const place = join(folder, "same-id");
    const script = `
        const { createBackend } = await import(${JSON.stringify(import.meta.resolve("@wirebook/mqtt"))});
        await createBackend({ embedded: { port: 0 }, messages: [], inbox: process.argv[1] });
        process.stdout.write("ready;");`;
    const container = ["--fork", "--pid", "--mount-proc", "--kill-child", process.execPath];
    const backend = spawn("unshare", [...container, "--input-type=module", "-e", script, place]);
    const ended = once(backend, "exit");
    try {
      await once(backend.stdout, "data");
      const { out } = await run("unshare", [...container, bin, "inbox", "status", "--path", place]);
      expect(out).toMatch(/backend at work +yes\n/);
      expect(out).toMatch(/its owner +process 1 on /);
      const check = await wirebook(["inbox", "check", "--path", place]);
      expect([check.code, check.err]).toEqual([2, expect.stringContaining("another process works from it")]);
    } finally {
      backend.kill("SIGKILL");
      await ended;
    }
  });

  test("export writes each message, its payload when it is revealed", async () => {
    const { out } = await wirebook(["inbox", "export", "--path", inbox, "--only", "waiting"]);
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(20);
    expect(lines[0]).toMatchObject({ topicName: `LOB/${devEui}/up/env`, state: "waiting", hex: "[hidden]" });
    const revealed = await wirebook(["inbox", "export", "--path", inbox, "--reveal"]);
    const [first = ""] = revealed.out.split("\n");
    expect(upEnv.decode(Buffer.from(JSON.parse(first).hex, "hex")).n).toBe(1n);
    expect((await wirebook(["inbox", "export", "--path", inbox, "--only", "old"])).code).toBe(2);
  });
});
