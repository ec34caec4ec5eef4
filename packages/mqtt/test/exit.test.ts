import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openInboxFiles } from "@wirebook/mqtt/inbox";
import { expect, test } from "vitest";

const MESSAGES = 40_000;

test("a process that ends while its inbox is written ends, and what was being written is there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-exit-"));
  const dist = pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), "../dist/inbox/"));
  const script = `
    const { createWriter } = await import(${JSON.stringify(`${dist}write/writer.js`)});
    const { joinRecords } = await import(${JSON.stringify(`${dist}write/changes.js`)});
    const writer = createWriter(${JSON.stringify(folder)});
    const changes = (first, count) => ({
      first, ...joinRecords(Array(count).fill(Buffer.alloc(100))),
      dead: [], letGo: [], done: new Float64Array(0), devices: "",
    });
    await writer.write(changes(1, 1));
    writer.write(changes(2, ${MESSAGES - 1}));
    setTimeout(() => process.exit(7), 20);`;
  const ended = await new Promise((resolve) => {
    const child = execFile(process.execPath, ["--input-type=module", "-e", script], {
      timeout: 30_000,
      killSignal: "SIGKILL",
    });
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  expect(ended).toEqual({ code: 7, signal: null });
  const files = openInboxFiles(folder);
  expect(await files.status()).toMatchObject({ messages: MESSAGES, pending: MESSAGES });
  await files.close();
  rmSync(folder, { recursive: true });
});
