/** What the sentences of a Markdown file are made of. */
export interface MarkdownText {
  readonly headings: readonly string[];
  /** Stretches of text that every output format leaves in one piece. */
  readonly stretches: readonly string[];
}

/** Takes a Markdown file apart; `content` is the file without its front matter. */
export function readMarkdown(content: string): MarkdownText {
  const text = withoutAddresses(content.replace(/<!--[\s\S]*?-->|\{\/\*[\s\S]*?\*\/\}/g, "\n\n"));
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(import|export)\s/.test(line));
  const headings = lines.flatMap((line) => /^\s{0,3}#{1,6}\s+(.+?)\s*#*\s*$/.exec(line)?.[1] ?? []);
  const prose = lines.map((line) => line.replace(/^\s*([-*+>]|\d+[.)]|#{1,6})\s+/, "\n\n")).join("\n");
  const stretches = prose.split(/\n\s*\n|[*_`[\]<>{}|#!~=]+|:{3,}/).map((stretch) => stretch.trim());
  return { headings: headings.map(plain), stretches: stretches.filter((stretch) => stretch !== "") };
}

/** The text without where its links lead to and without their titles, which no reader sees. */
export function withoutAddresses(markdown: string): string {
  return markdown.replace(/\]\((?:[^()]|\([^()]*\))*\)/g, "] ").replace(/^\s*\[[^\]\n]+\]:.*$/gm, "");
}

function plain(heading: string): string {
  return heading
    .replace(/\{#[^}]*\}|[*_`]/g, "")
    .replace(/\[([^\]]*)\]/g, "$1")
    .trim();
}
