/**
 * What a needle is, which decides what counts as finding it.
 *
 * - `path`: the path of the draft's page, as a whole path
 * - `source`: the path of its Markdown file
 * - `id`: its document id, as a whole string
 * - `label`: a label outside of the drafts that tells of them, such as that of a category that one introduces
 * - `title`: a title, label, heading, description, keyword or tag; nobody but its words tells that it is the draft's
 * - `author`: what is said of an author who wrote only drafts
 * - `sentence`: words of its text in their order
 * - `file`: the name of a file that only drafts use
 */
export type NeedleKind = "path" | "source" | "id" | "label" | "title" | "author" | "sentence" | "file";

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
  /** Where it lies, relative to the site. */
  readonly source?: string;
  readonly bytes: number;
  readonly sha256: string;
}
