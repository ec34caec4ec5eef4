import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { publishedPackages } from "../workspaces.ts";
import { frontMatter } from "./front-matter.ts";
import { prose } from "./prose.ts";

/** Changes that wait for a release, then the changelogs of the packages. */
export function changelogPage(root: string): string {
  const waiting = changesets(path.join(root, ".changeset"));
  const released = publishedPackages(root)
    .map(({ folder }) => path.join(folder, "CHANGELOG.md"))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8").replaceAll(/^#/gm, "##"));
  return `${[
    frontMatter({ title: "Changelog", description: "What changed, release by release.", position: 9 }),
    ...(waiting.length === 0 ? [] : ["## Next release", waiting.join("\n")]),
    ...released,
  ].join("\n\n")}\n`;
}

/** A line for each changeset: the packages that change, and how. */
function changesets(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => readFileSync(path.join(folder, name), "utf8"))
    .flatMap((text) => {
      const [, yaml, words = ""] = /^\s*---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
      return yaml === undefined ? [] : [`- ${packagesIn(yaml)}: ${prose(words)}`];
    });
}

function packagesIn(yaml: string): string {
  return [...yaml.matchAll(/^["']?([^"':\n]+(?:\/[^"':\n]+)?)["']?\s*:/gm)]
    .map(([, name]) => `\`${name}\``)
    .join(", ");
}
