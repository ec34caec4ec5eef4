import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { seed } from "./checks/seed.ts";

const run = promisify(execFile);
const main = fileURLToPath(new URL("dist/proof/main.js", import.meta.url));

/** `npm run proof` in small: the same command, fewer payloads, with the seed of all tests. */
async function prove(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [
    main,
    "codec",
    "--no-clock",
    "--seed",
    `${seed}`,
    ...args,
  ]).catch((failed: { stdout: string; stderr: string }) => {
    throw new Error(failed.stdout + failed.stderr);
  });
  console.log(stdout);
  return stdout;
}

test("50,000 mutated payloads end in a value or a CodecError", async () => {
  const report = await prove("--only", "a", "--payloads", "50000");
  expect(report).toContain(`repeated by --seed ${seed}`);
  expect(report).toContain("0 errors of another class than CodecError");
  expect(report).toContain("0 hangs");
});

test("20,000 payloads are one to three engines, and to cbor2 and Ajv", async () => {
  const report = await prove("--only", "b", "--payloads", "20000", "--schemas", "60");
  expect(report).toContain("0 disagreements");
  for (const code of ["accepted", "not-well-formed", "limit", "invalid", "unexpected"]) {
    expect(report, "each class comes up").toMatch(new RegExp(`^   ${code} +[1-9]`, "m"));
  }
});

test("the hostile payloads fit into a small heap", async () => {
  expect(await prove("--only", "c")).toContain("--max-old-space-size=64");
});

test("a short search for slow input tells the slowest of each class", async () => {
  const report = await prove("--only", "d", "--payloads", "60");
  for (const of of ["refused", "accepted", "inspected"]) {
    expect(report).toMatch(new RegExp(`^   ${of}, 65,536 bytes: [0-9.]+ `, "m"));
  }
});
