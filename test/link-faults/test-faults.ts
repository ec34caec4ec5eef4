import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { wrongIn } from "../proof/link/faults/judge-trial.ts";
import { runTrial } from "../proof/link/faults/run-trial.ts";
import { FAULTS, type Trial } from "../proof/link/faults/trial.ts";

const MESSAGES = 5000;

/** `npm run proof:link -- --only faults` in small, for one broker. */
export function testFaults(broker: Trial["broker"]): void {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-faults-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe.each([0, 1] as const)(`nothing that ${broker} took is lost at QoS %i`, (qos) => {
    test.each(FAULTS)("%s", async (fault) => {
      const own = join(folder, `${fault}-${qos}`);
      const trial: Trial = {
        ...{ fault, broker, qos, messages: MESSAGES, devices: 50, cut: 1000, folder: own },
      };
      const outcome = await runTrial(trial);
      expect(wrongIn(outcome, trial)).toEqual([]);
      expect(outcome.sent).toBe(MESSAGES);
      expect(outcome.taken).toBeGreaterThan(qos === 1 ? MESSAGES - 1 : 0.8 * MESSAGES);
    });
  });
}
