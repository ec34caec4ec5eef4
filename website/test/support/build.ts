import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Why there is no site to look at; empty where there is one. */
    siteIsMissing: string;
  }
}

const site = path.join(import.meta.dirname, "../..");

/**
 * Both trees of the site, built once for all tests. `SITE_IS_BUILT=1` takes the trees of the last build.
 *
 * A site that cannot be built is what each file of tests says: an error here would end the tests of all other packages.
 */
export default async function build({ provide }: TestProject): Promise<void> {
  provide("siteIsMissing", process.env.SITE_IS_BUILT === "1" ? "" : await buildTrees());
}

async function buildTrees(): Promise<string> {
  const { VITEST: _, NODE_ENV: __, ...env } = process.env;
  const command = path.join(site, "../packages/draft-gate/bin/docusaurus-draft-gate.mjs");
  return promisify(execFile)(process.execPath, [command, "build"], { cwd: site, env }).then(
    () => "",
    (error: { stdout: string; stderr: string }) =>
      `the site cannot be built:\n${error.stdout}${error.stderr}`,
  );
}

/** The built trees. */
export const trees = {
  public: path.join(site, "gated/current/public"),
  private: path.join(site, "gated/current/private"),
};
