import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SiteKind } from "./kinds.ts";

/** The folder of the draft gate. */
export const gateFolder = dirname(fileURLToPath(import.meta.resolve("docusaurus-draft-gate/package.json")));

/** The folder that packages are installed in. */
const packages = join(gateFolder, "../../node_modules");

/** Gives a folder, above sites, the packages that they use. */
export function sharePackages(folder: string): void {
  symlinkSync(packages, join(folder, "node_modules"));
}

/** Writes a site, with a history of one commit. */
export function newSite(folder: string, kind: SiteKind): void {
  const write = (file: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  for (const [file, content] of Object.entries(kind.files)) write(file, content);
  write("package.json", `${JSON.stringify({ name: kind.name, private: true })}\n`);
  write("docusaurus.config.mjs", configOf(kind));
  commit(folder);
}

/** A copy of the site that the gate's tests build. */
export function copyFixture(folder: string): void {
  cpSync(join(gateFolder, "test/fixture"), folder, { recursive: true });
  commit(folder);
}

function configOf({ config, bundler }: SiteKind): string {
  return `import { withDraftGate } from "docusaurus-draft-gate";

export default withDraftGate({
  title: "Proof",
  url: "https://docs.example.com",
  baseUrl: "/proof/",
  onBrokenLinks: "ignore",
  onBrokenAnchors: "ignore",
  future: { v4: true, faster: ${bundler !== "webpack"} },
  ${config}
});
`;
}

function commit(folder: string): void {
  const git = (...args: string[]) => {
    const { status, stderr } = spawnSync("git", args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
  };
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "--message", "A site");
}
