import { existsSync } from "node:fs";
import path from "node:path";
import { DraftGateError } from "../error.ts";
import type { Audience } from "../model/audience.ts";
import { privateTreeMark } from "../model/private-tree.ts";

/**
 * Stops `docusaurus deploy` before it publishes a private tree, built just now or left from before
 * (`--skip-build`).
 *
 * @throws DraftGateError `deploy`
 */
export function refuseToDeployPrivateTree(audience: Audience, argv: readonly string[]): void {
  const [command, ...rest] = argv.slice(2);
  if (command !== "deploy") return;
  if (audience === "private") {
    throw new DraftGateError(
      "deploy",
      "docusaurus deploy publishes for everybody, and DOCS_AUDIENCE is private. Unset DOCS_AUDIENCE to deploy the public tree.",
    );
  }
  const siteDir = rest[0] && !rest[0].startsWith("-") ? rest[0] : ".";
  const outDir = path.resolve(siteDir, optionValue(rest, "--out-dir") ?? "build");
  if (existsSync(path.join(outDir, privateTreeMark))) {
    throw new DraftGateError(
      "deploy",
      `docusaurus deploy would publish ${outDir}, which holds a private tree. Delete the folder and build the public tree.`,
    );
  }
}

function optionValue(args: readonly string[], name: string): string | undefined {
  const index = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  const arg = args[index];
  return arg?.includes("=") ? arg.slice(name.length + 1) : args[index + 1];
}
