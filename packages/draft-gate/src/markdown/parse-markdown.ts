import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { mdxFromMarkdown } from "mdast-util-mdx";
import { gfm } from "micromark-extension-gfm";
import { mdxjs } from "micromark-extension-mdxjs";
import type { TreeNode } from "./tree.ts";

const plain = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };
const mdx = {
  extensions: [gfm(), mdxjs()],
  mdastExtensions: [gfmFromMarkdown(), mdxFromMarkdown()],
};

/**
 * The tree of a Markdown file, with where each node stands in it: of one that is MDX as such, of any other, with HTML, as
 * what it is without. Front matter and comments are no part of it.
 */
export function parseMarkdown(text: string): TreeNode {
  const content = text.replace(frontMatter, blank).replace(comments, blank);
  try {
    return fromMarkdown(content, mdx) as TreeNode;
  } catch {
    return fromMarkdown(content, plain) as TreeNode;
  }
}

/** The block at the beginning of a file that holds its front matter. */
export const frontMatter = /^\uFEFF?---[^\S\n]*\r?\n[\s\S]*?\n---[^\S\n]*(?=\r?\n|$)/;

/** What no reader sees. */
export const comments = /<!--[\s\S]*?-->|\{\/\*[\s\S]*?\*\/\}/g;

/** As much of nothing, so that all that follows stays where it is. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
