import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const site = path.join(import.meta.dirname, "../..");

/** Both trees of the site, built once for all tests. `SITE_IS_BUILT=1` takes the trees of the last build. */
export default async function build(): Promise<void> {
  if (process.env.SITE_IS_BUILT === "1") return;
  const { VITEST: _, NODE_ENV: __, ...env } = process.env;
  const command = path.join(site, "../packages/draft-gate/bin/docusaurus-draft-gate.mjs");
  await promisify(execFile)(process.execPath, [command, "build"], { cwd: site, env }).catch(
    (error: { stdout: string; stderr: string }) => {
      throw new Error(`the site cannot be built:\n${error.stdout}${error.stderr}`);
    },
  );
}

/** The built trees. */
export const trees = {
  public: path.join(site, "gated/current/public"),
  private: path.join(site, "gated/current/private"),
};
