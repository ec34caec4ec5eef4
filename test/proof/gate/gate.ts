import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import type { Proof } from "../run/proof.ts";
import { proveRewritings, type RewritingSettings, siteNames } from "./rewritings.ts";
import { gateFolder } from "./sites/new-site.ts";

interface Settings extends RewritingSettings {
  /** For the runner of the long tests. */
  readonly runner: readonly string[];
}

const parts: Proof<Settings>["parts"] = {
  rewritings: proveRewritings,
  tests: async ({ runner }, judge) => {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const { status } = spawnSync(npm, ["run", "--silent", "proof", "--", ...runner], {
      cwd: gateFolder,
      stdio: "inherit",
    });
    judge.claim(status === 0, "the long tests of the draft gate");
  },
};

/** The proof of the draft gate: the rewriting of drafts on sites of many kinds, and what its package calls `npm run proof`. */
export const gate: Proof<Settings> = {
  usage: "[--only rewritings|tests] [--sites NAME,…] [--rewrites N] [--seed N] [options of vitest behind --]",
  read(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        only: { type: "string" },
        sites: { type: "string" },
        rewrites: { type: "string" },
        seed: { type: "string" },
      },
    });
    const only = Object.keys(parts).filter((part) => values.only === undefined || values.only === part);
    if (only.length === 0) throw new TypeError(`expected ${Object.keys(parts).join(" or ")} behind --only`);
    const sites = values.sites?.split(",");
    const unknown = sites?.find((name) => !siteNames.includes(name));
    if (unknown !== undefined) {
      throw new TypeError(`expected some of ${siteNames.join(", ")} behind --sites, found ${unknown}`);
    }
    return { only, settings: { sites, rewrites: values.rewrites, seed: values.seed, runner: positionals } };
  },
  parts,
};
