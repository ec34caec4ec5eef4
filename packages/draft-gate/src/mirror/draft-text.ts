/** Whether a Markdown file says of itself, in its front matter, that it is a draft, whoever reads it or nobody. */
export function saysDraft(text: string): boolean {
  const [, frontMatter = ""] = /^\uFEFF?---[^\S\n]*\r?\n([\s\S]*?)^---[^\S\n]*$/m.exec(text) ?? [];
  return /^draft[^\S\n]*:[^\S\n]*["']?true\b/im.test(frontMatter);
}
