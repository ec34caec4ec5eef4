import { expect, test } from "vitest";
import { openAudit } from "../../src/serve/telemetry/audit.ts";

test("a line that could not be written is told of, and the next one is tried again", async () => {
  const log: string[] = [];
  const audit = await openAudit("/dev/full", (_, message) => log.push(message));
  for (const count of [1, 2]) {
    audit.record("sign-out", { reader: "local:ada", address: "192.0.2.1" });
    await expect.poll(() => log.length).toBe(count);
  }
  expect(log[1]).toContain("ENOSPC");
  await audit.close();
});
