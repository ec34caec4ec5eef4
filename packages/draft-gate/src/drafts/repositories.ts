import { execFile } from "node:child_process";
import type { LoadContext } from "@docusaurus/types";

/**
 * Where the sources of a site are shown, as hosts with the path of the repository: what the configuration says of it, links
 * to edit pages among that, and where the clone came from.
 */
export async function repositoriesOf({ siteDir, siteConfig }: LoadContext): Promise<string[]> {
  const { organizationName, projectName, githubHost = "github.com" } = siteConfig;
  const told =
    organizationName && projectName ? [`https://${githubHost}/${organizationName}/${projectName}`] : [];
  const addresses = [...told, ...editUrls([siteConfig.presets, siteConfig.plugins]), await originOf(siteDir)];
  return [...new Set(addresses.flatMap((address) => repositoryAt(address) ?? []))];
}

/** The repository that an address leads into: its owner and its name are what the path begins with. */
function repositoryAt(address: string): string | undefined {
  const url = address.replace(/^[\w-]+@([^:/]+):/, "ssh://$1/");
  if (!URL.canParse(url)) return undefined;
  const { host, pathname } = new URL(url);
  const [owner, name] = pathname.split("/").filter((part) => part !== "");
  return owner === undefined || name === undefined
    ? undefined
    : `${host}/${owner}/${name.replace(/\.git$/, "")}`;
}

function editUrls(options: unknown): string[] {
  if (Array.isArray(options)) return options.flatMap(editUrls);
  if (typeof options !== "object" || options === null) return [];
  return Object.entries(options).flatMap(([name, value]) =>
    name === "editUrl" && typeof value === "string" ? [value] : editUrls(value),
  );
}

function originOf(folder: string): Promise<string> {
  return new Promise((resolve) => {
    execFile("git", ["config", "--get", "remote.origin.url"], { cwd: folder }, (_error, output) =>
      resolve(output.trim()),
    );
  });
}
