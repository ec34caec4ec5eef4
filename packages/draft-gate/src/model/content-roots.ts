import path from "node:path";

/** A folder of Markdown files and the folders that hold its translations, all of them absolute. */
export interface ContentRoot {
  readonly base: string;
  /** One folder for each translated locale, whether it exists or not. */
  readonly localized: readonly string[];
}

/** What the pages of a content plugin are. */
export type ContentKind = "docs" | "blog" | "pages";

/** The folders of one content plugin, or of one version of its documents. */
export interface ContentFolders extends ContentRoot {
  readonly kind: ContentKind;
}

/** Every file that holds the same document as `file`: the original and its translations, existing or not. */
export function sameDocument(file: string, roots: readonly ContentRoot[]): string[] {
  for (const { base, localized } of roots) {
    for (const folder of [base, ...localized]) {
      const inside = pathInside(folder, file);
      if (inside !== undefined) return [base, ...localized].map((root) => path.join(root, inside));
    }
  }
  return [file];
}

/** The original of a translated file, or `undefined` when `file` is no translation. */
export function originalOf(file: string, roots: readonly ContentRoot[]): string | undefined {
  for (const { base, localized } of roots) {
    for (const folder of localized) {
      const inside = pathInside(folder, file);
      if (inside !== undefined) return path.join(base, inside);
    }
  }
  return undefined;
}

function pathInside(folder: string, file: string): string | undefined {
  const inside = path.relative(folder, file);
  return inside === "" || inside.startsWith("..") || path.isAbsolute(inside) ? undefined : inside;
}
