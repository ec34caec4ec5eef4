import { frontMatter } from "../markdown/parse-markdown.ts";

/** Whether a Markdown file says of itself, in its front matter, that it is a draft, whoever reads it or nobody. */
export function saysDraft(text: string): boolean {
  const [block = ""] = frontMatter.exec(text) ?? [];
  return /^draft[^\S\n]*:[^\S\n]*["']?true\b/im.test(block);
}
