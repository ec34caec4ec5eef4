/** One draft in one locale, as Docusaurus itself computes it. */
export interface Draft {
  /** The id of the content plugin that it belongs to. */
  readonly pluginId: string;
  /** The document id of a doc; posts and pages have none. */
  readonly id?: string;
  readonly title?: string | undefined;
  /** The URL path of its page, with `baseUrl` and locale. */
  readonly permalink: string;
  /** Its Markdown file: an absolute path. */
  readonly file: string;
  /** The tags it carries. */
  readonly tags: readonly string[];
  /** The authors it names, by key. */
  readonly authors: readonly BlogAuthor[];
  /** Whether a doc belongs to the version that readers get by default. */
  readonly inLatestVersion?: boolean;
}

/** What the authors file says of one author. */
export interface BlogAuthor {
  readonly key: string | null;
  readonly name?: string;
  readonly title?: string;
  readonly imageURL?: string;
  readonly email?: string;
  readonly url?: string;
  /** Addresses at other hosts, by the name of each. */
  readonly socials?: Readonly<Record<string, string>>;
  /** The page that lists the author's posts. */
  readonly page?: { readonly permalink: string } | null;
}
