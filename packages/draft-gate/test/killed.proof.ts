import { readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fixtureSite, gate, gateCommand, start } from "./site.ts";

/** With Docusaurus itself; that every phase can be killed is tried with a stand-in, which takes less time. */
test("a killed build of a real site leaves the last good trees, and the next build is whole", async () => {
  const site = fixtureSite("killed");
  const current = path.join(site, "gated/current");
  expect((await gate(["build"], site)).code).toBe(0);
  const before = readlinkSync(current);
  writeFileSync(
    path.join(site, "docs/guides/public.md"),
    "---\ndraft: true\n---\n\n# Zqlately\n\nHidden of late.\n",
  );
  for (const phase of ["private", "public"]) {
    await new Promise<void>((resolve) => {
      const child = start(gateCommand, ["build"], site);
      child.stdout.on("data", (data) => {
        if (String(data).includes(`… build the ${phase} tree`)) setTimeout(() => child.kill("SIGKILL"), 3000);
      });
      child.on("close", () => resolve());
    });
    expect(readlinkSync(current)).toBe(before);
    expect(readFileSync(path.join(current, "public/docs/intro/index.html"), "utf8").length).toBeGreaterThan(
      1000,
    );
    rmSync(path.join(site, "gated/lock"), { recursive: true, force: true });
  }
  const after = await gate(["build"], site);
  expect(after.output).toMatch(/ 0 hits/);
  expect(after.code).toBe(0);
  expect(readlinkSync(current)).not.toBe(before);
});
