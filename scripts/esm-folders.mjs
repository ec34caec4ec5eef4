/**
 * A package of a Docusaurus plugin has no "type" at its root: a bundler would take its theme for fully specified modules.
 * Small `package.json` files below `src/` say instead what is which; here each comes to the same place below `dist/`,
 * before the compiler looks at either.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const { workspaces } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));

for (const workspace of workspaces.flatMap(foldersOf)) {
  const source = path.join(workspace, "src");
  if (!existsSync(path.join(source, "package.json"))) continue;
  for (const name of readdirSync(source, { recursive: true })) {
    if (path.basename(name) !== "package.json") continue;
    const target = path.join(workspace, "dist", name);
    mkdirSync(path.dirname(target), { recursive: true });
    cpSync(path.join(source, name), target);
  }
}

/** The folders of a line of "workspaces", which may end in `*`. */
function foldersOf(line) {
  if (!line.endsWith("/*")) return [path.join(root, line)];
  const parent = path.join(root, line.slice(0, -2));
  return readdirSync(parent).map((name) => path.join(parent, name));
}
