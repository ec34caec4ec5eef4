import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder of a test file, which is gone when all its tests have ended. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-certificates-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
