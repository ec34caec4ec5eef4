import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runFailover } from "../proof/link/faults/failover.ts";

const folder = mkdtempSync(join(tmpdir(), "wirebook-failover-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MESSAGES = 5000;

test("nothing is lost in a failover between two hosts, and on the way back", async () => {
  const outcome = await runFailover({ messages: MESSAGES, devices: 20, folder });
  const { sent, taken, lost, twice, unexplained, dead } = outcome;
  expect({ sent, taken, lost, twice, unexplained, dead }).toEqual({
    ...{ sent: MESSAGES, taken: MESSAGES },
    ...{ lost: [], twice: [], unexplained: [], dead: {} },
  });
  expect(Math.min(...outcome.takenBy)).toBeGreaterThan(0);
});
