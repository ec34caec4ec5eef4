import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DraftGateError } from "../error.ts";
import type { SiteOptions } from "./build-site.ts";

/**
 * The folders that a site's configuration names as those of content, which may lie outside of its repository: absolute
 * paths. The configuration is loaded in a process of its own, and nothing is built.
 *
 * @throws DraftGateError `build` where the configuration cannot be loaded
 */
export async function contentFolders(siteDir: string, { config }: SiteOptions): Promise<string[]> {
  const script = fileURLToPath(new URL("content-folders-process.js", import.meta.url));
  const args = [script, siteDir, ...(config === undefined ? [] : [config])];
  const env = { ...process.env, NODE_ENV: "production", NO_COLOR: "1" };
  // What the configuration itself prints comes before.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: siteDir, env }).catch(
    (cause: { stderr?: string }) => {
      const reason = (cause.stderr ?? "").trim().split("\n").slice(0, 6);
      throw new DraftGateError(
        "build",
        `The configuration of the site in ${siteDir} cannot be loaded.${reason.map((line) => `\n  ${line}`).join("")}`,
        { cause },
      );
    },
  );
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "[]") as string[];
}
