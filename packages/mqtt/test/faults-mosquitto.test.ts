import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { faultsOf } from "../proof/faults/judge.ts";
import { faults } from "../proof/faults/options.ts";
import { runTrial } from "../proof/faults/run-trial.ts";

/** `max_inflight_messages` in the ready configurations. */
const MOST_ON_ITS_WAY = 1000;

const folder = mkdtempSync(join(tmpdir(), "wirebook-faults-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([0, 1] as const)("nothing that mosquitto took is lost at QoS %i", (qos) => {
  test.each(faults)(
    "%s",
    async (fault) => {
      const outcome = await runTrial({
        fault,
        broker: "mosquitto",
        qos,
        messages: 5000,
        devices: 50,
        cut: 1000,
        folder: join(folder, `${fault}-${qos}`),
      });
      if (fault === "broker") {
        // It acknowledges before it writes: killed, it forgets at most what was on its way to the backend. Most often
        // that is nothing; the README has the figures. Order and single handling hold all the same.
        expect(faultsOf({ ...outcome, lost: [] })).toEqual([]);
        expect(outcome.lost.length).toBeLessThanOrEqual(MOST_ON_ITS_WAY);
      } else expect(faultsOf(outcome)).toEqual([]);
      expect(outcome.sent).toBe(5000);
      expect(outcome.taken).toBeGreaterThan(qos === 1 ? 4999 : 4000);
    },
    90_000,
  );
});
