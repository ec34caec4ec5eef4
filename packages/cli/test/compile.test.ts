import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fixtures, wirebook } from "./support/run.ts";

test("compile writes a module, a small one and their types for each message type", async () => {
  const out = mkdtempSync(join(tmpdir(), "wirebook-compile-"));
  const { code, out: said, err } = await wirebook(["compile", "--messages", fixtures, "--out", out]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(said.trim().split("\n")).toEqual([join(out, "up/probe.js"), join(out, "up/secrets.js")]);
  expect(readFileSync(join(out, "up/probe.js"), "utf8")).toMatch(/^export const upProbe = /m);
  expect(readFileSync(join(out, "up/probe.small.js"), "utf8")).toMatch(/^export const upProbe = /m);
  expect(readFileSync(join(out, "up/probe.d.ts"), "utf8")).toMatch(
    /^export declare const upProbe: Message</m,
  );
});

test("compile without a folder is bad usage", async () => {
  const { code, err } = await wirebook(["compile"]);
  expect(code).toBe(2);
  expect(err).toContain("--out <folder>");
});
