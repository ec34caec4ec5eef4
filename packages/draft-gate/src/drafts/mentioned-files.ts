import { percentDecoded } from "../model/page-path.ts";

/** How Markdown, HTML, JSX, JavaScript and front matter refer to a file. */
const references = [
  /\]\(<([^>]+)>/g,
  /\]\(([^()\s<>]+)/g,
  /^\s*\[[^\]\n]+\]:\s*<?([^\s>]+)/gm,
  /=\s*\{?\s*["'`]([^"'`\n]+)["'`]/g,
  /(?:require\(|from|import)\s*["'`]([^"'`\n]+)["'`]/g,
  /^\w+:\s*["']?([^\s"']+\.[a-z0-9]+)["']?\s*$/gm,
];

/** What the text links to, shows, imports or names in its front matter, Markdown files apart; prose does not count. */
export function mentionedFiles(text: string): Set<string> {
  const mentioned = references.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => match[1] ?? ""),
  );
  const names = mentioned.map((name) =>
    percentDecoded(
      name
        .trim()
        .replace(/^pathname:\/\//, "")
        .replace(/[?#].*$/, ""),
    ),
  );
  return new Set(names.filter((name) => /\.[a-z0-9]+$/i.test(name) && !/\.mdx?$/i.test(name)));
}
