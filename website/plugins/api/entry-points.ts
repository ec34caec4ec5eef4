import path from "node:path";
import type { PublishedPackage } from "../workspaces.ts";

/** A module that others import, and that has a page. */
export interface EntryPoint {
  /** What an import names: `@wirebook/codec/compile`. */
  readonly specifier: string;
  /** Name of its page: `codec-compile`. */
  readonly page: string;
  /** Its declarations. */
  readonly file: string;
  /** What to say of a module that says nothing of itself. */
  readonly description: string;
}

/** Each message type has a page of its own, and some are drafts: these would be told of to everybody. */
const HAS_OWN_PAGES = "@wirebook/schemas";

/** The modules that packages export with types. */
export function entryPoints(packages: readonly PublishedPackage[]): EntryPoint[] {
  return packages
    .filter(({ name }) => name !== HAS_OWN_PAGES)
    .flatMap(({ name, description, folder, exports }) =>
      Object.entries(exports).flatMap(([subpath, target]) => {
        const types = (target as { readonly types?: string }).types;
        if (types === undefined) return [];
        const specifier = path.posix.join(name, subpath);
        return [{ specifier, page: pageOf(specifier), file: path.join(folder, types), description }];
      }),
    );
}

function pageOf(specifier: string): string {
  return specifier.replace(/^@[^/]+\//, "").replaceAll("/", "-");
}
