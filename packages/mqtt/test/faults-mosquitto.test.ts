import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { faultsOf } from "../proof/faults/judge.ts";
import { faults } from "../proof/faults/options.ts";
import { runTrial } from "../proof/faults/run-trial.ts";

const folder = mkdtempSync(join(tmpdir(), "wirebook-faults-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([0, 1] as const)("nothing that mosquitto took is lost at QoS %i", (qos) => {
  test.each(faults)(
    "%s",
    async (fault) => {
      const trial = {
        fault,
        broker: "mosquitto" as const,
        qos,
        messages: 5000,
        devices: 50,
        cut: 1000,
        folder: join(folder, `${fault}-${qos}`),
      };
      const outcome = await runTrial(trial);
      expect(faultsOf(outcome, trial)).toEqual([]);
      expect(outcome.sent).toBe(5000);
      expect(outcome.taken).toBeGreaterThan(qos === 1 ? 4999 : 4000);
    },
    90_000,
  );
});
