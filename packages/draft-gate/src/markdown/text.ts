/** What the sentences of a Markdown file are made of. */
export interface MarkdownText {
  readonly headings: readonly string[];
  /** Stretches of other text that every output format leaves in one piece. */
  readonly stretches: readonly string[];
}

/** A program is no sentence: others write the same one. */
const codeBlock =
  /^([^\S\n]*(?:>[^\S\n]*)?)(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\1[^\S\n]*\2[`~]*[^\S\n]*$|(?![\s\S]))/gm;

const heading = /^\s{0,3}#{1,6}\s+(.+?)\s*#*\s*$/;

/** Takes a Markdown file apart; `content` is the file without its front matter. */
export function readMarkdown(content: string): MarkdownText {
  const said = content.replace(/<!--[\s\S]*?-->|\{\/\*[\s\S]*?\*\/\}/g, "\n\n").replace(codeBlock, "\n\n");
  // An address that stands in a text is that of something else.
  const text = withoutAddresses(said).replace(/\b[a-z]+:\/\/[^\s<>"')]+/gi, "\n\n");
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(import|export)\s/.test(line));
  const headings = lines.flatMap((line) => heading.exec(line)?.[1] ?? []);
  const prose = lines
    .map((line) => line.replace(heading, "\n\n").replace(/^\s*([-*+>]|\d+[.)])\s+/, "\n\n"))
    .join("\n");
  const stretches = prose.split(/\n\s*\n|[*_`[\]<>{}|#!~=]+|:{3,}/).map((stretch) => stretch.trim());
  return { headings: headings.map(plain), stretches: stretches.filter((stretch) => stretch !== "") };
}

/** The text without where its links lead to and without their titles, which no reader sees. */
export function withoutAddresses(markdown: string): string {
  return markdown.replace(/\]\((?:[^()]|\([^()]*\))*\)/g, "] ").replace(/^\s*\[[^\]\n]+\]:.*$/gm, "");
}

function plain(text: string): string {
  return text
    .replace(/\{#[^}]*\}|[*_`]/g, "")
    .replace(/\[([^\]]*)\]/g, "$1")
    .trim();
}
