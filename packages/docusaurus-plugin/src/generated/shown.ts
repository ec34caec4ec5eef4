import path from "node:path";
import type { LoadedContent } from "@docusaurus/plugin-content-docs";
import type { LoadContext } from "@docusaurus/types";
import { aliasedSitePath } from "@docusaurus/utils";
import type { Definition } from "../definitions/definition.ts";
import type { PluginOptions } from "../options.ts";
import { positionOf } from "../pages/directions.ts";
import { pageFile } from "../pages/paths.ts";
import { pageFolders } from "../write-pages.ts";

/** A message type that has a page in this tree. */
export interface ShownMessage {
  readonly definition: Definition;
  readonly permalink: string;
}

/** The definitions whose pages the docs plugin took, with where they are, in the order of their directions. */
export function shownMessages(
  definitions: readonly Definition[],
  docs: LoadedContent | undefined,
  context: LoadContext,
  options: PluginOptions,
): ShownMessage[] {
  const pages = docs?.loadedVersions.flatMap((version) => version.docs) ?? [];
  const folders = pageFolders(context, options);
  const shown = definitions.flatMap((definition): ShownMessage[] => {
    const sources = folders.map((folder) =>
      aliasedSitePath(path.join(folder, `${pageFile(definition.name)}.mdx`), context.siteDir),
    );
    const page = pages.find(({ source }) => sources.includes(source));
    return page === undefined ? [] : [{ definition, permalink: page.permalink }];
  });
  return shown.sort(
    (one, other) => positionOf(one.definition.direction) - positionOf(other.definition.direction),
  );
}
