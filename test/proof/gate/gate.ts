import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Proof } from "../run/proof.ts";

/** The folder of the draft gate, whose long tests are this proof. */
const FOLDER = dirname(fileURLToPath(import.meta.resolve("docusaurus-draft-gate/package.json")));

/** The proof of the draft gate: what its package calls `npm run proof`. All arguments are for its runner. */
export const gate: Proof<readonly string[]> = {
  usage: "[options of vitest]",
  read: (args) => ({ only: ["gate"], settings: args }),
  parts: {
    gate: async (args, judge) => {
      const npm = process.platform === "win32" ? "npm.cmd" : "npm";
      const { status } = spawnSync(npm, ["run", "--silent", "proof", "--", ...args], {
        cwd: FOLDER,
        stdio: "inherit",
      });
      judge.claim(status === 0, "the long tests of the draft gate");
    },
  },
};
