/** What a generated page says of itself. */
export interface PageHead {
  readonly title: string;
  readonly description: string;
  readonly position: number;
  /** What it was made from, where that takes long to find out. */
  readonly fingerprint?: string;
}

const MADE_FROM = "# Made from ";

/** The front matter of a generated page. */
export function frontMatter({ title, description, position, fingerprint }: PageHead): string {
  return [
    "---",
    "# Written by the site's build: changes here are lost.",
    ...(fingerprint === undefined ? [] : [MADE_FROM + fingerprint]),
    `title: ${JSON.stringify(title)}`,
    `description: ${JSON.stringify(description)}`,
    `sidebar_position: ${position}`,
    "custom_edit_url: null",
    "toc_max_heading_level: 3",
    "---",
  ].join("\n");
}

/** Whether a page was made from what has this fingerprint. */
export function isMadeFrom(page: string, fingerprint: string): boolean {
  return page.includes(`\n${MADE_FROM}${fingerprint}\n`);
}
