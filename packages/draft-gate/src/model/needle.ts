/**
 * What a needle is, which decides what counts as finding it.
 *
 * - `path`: the path of the draft's page, as a whole path
 * - `source`: the path of its Markdown file, or its name where no other page's file has it
 * - `id`: its document id, as a whole string; one of one word, in a list of ids
 * - `label`: a label outside of the drafts that tells of them, such as that of a category that one introduces
 * - `title`: a title, label, heading, description, keyword or tag; nobody but its words tells that it is the draft's
 * - `author`: the name or an address of an author who wrote only drafts
 * - `sentence`: words of its text in their order
 * - `file`: the path or the name of a file that only drafts use
 */
export type NeedleKind = "path" | "source" | "id" | "label" | "title" | "author" | "sentence" | "file";

/** Whether a needle of the kind is words, which others may say as well, and no name. */
export function isWords(kind: NeedleKind): boolean {
  return kind === "label" || kind === "title" || kind === "author" || kind === "sentence";
}

/** Something that must not be found in the public tree. */
export interface Needle {
  readonly kind: NeedleKind;
  readonly text: string;
  /** The index of the draft that it tells of, where it tells of one only. */
  readonly draft?: number;
}

/** A file whose bytes must not be found in the public tree. */
export interface SecretFile {
  readonly name: string;
  /** Its path in a tree, where it is copied there as it is. */
  readonly served?: string;
  /** Whether a file that is not only drafts' holds the same, so that its bytes tell nothing. */
  readonly isElsewhere?: boolean;
  /** Where it lies, relative to the site. */
  readonly source?: string;
  readonly bytes: number;
  readonly sha256: string;
}
