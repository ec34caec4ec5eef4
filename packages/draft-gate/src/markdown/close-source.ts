import { draftDefinitions, isDraftAddress, targets } from "./close-links.ts";
import { comments, frontMatter, parseMarkdown } from "./parse-markdown.ts";
import { allNodes, type TreeNode } from "./tree.ts";

/** How links are closed in one file. */
export interface SourceClosing {
  leadsToDraft(href: string): boolean;
  /** The ids of drafts, which front matter can name as neighbours. */
  readonly draftIds: ReadonlySet<string>;
}

/** A stretch of a text, and what is to stand there. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text of a Markdown file in which every link to a draft is what it holds, as `closeLinks` has it in pages: for
 * whatever reads the file itself. All else stays as it is, letter by letter.
 */
export function closeSource(source: string, closing: SourceClosing): string {
  const tree = mayLeadToDraft(source, closing) ? parseMarkdown(source) : undefined;
  return edited(source, [
    ...inFrontMatter(source, closing),
    ...inComments(source, closing),
    ...(tree ? [...linkEdits(tree, closing), ...inHtml(tree, closing)] : []),
  ]);
}

/** Whether anything that stands where an address can stand is a draft's: most files need not be parsed. */
function mayLeadToDraft(source: string, { leadsToDraft }: SourceClosing): boolean {
  return [...source.matchAll(/(?:\]\(\s*|\]:\s*|["'`=<]|\|\s*|\s(?=https?:))<?([^\s"'`<>]+)/g)].some(
    ([, address = ""]) =>
      [address, address.replace(/[),.|]+$/, ""), address.replace(/\).*$/, "")].some(leadsToDraft),
  );
}

function linkEdits(tree: TreeNode, closing: SourceClosing): Edit[] {
  const references = draftDefinitions(tree, closing);
  return [...allNodes(tree)].flatMap((node) => {
    const isReference = /^(definition|linkReference|imageReference)$/.test(node.type);
    const closes = isReference
      ? references.has(node.identifier)
      : targets(node).some((href) => closing.leadsToDraft(href));
    return closes ? [...opened(node), ...masks(node, closing)] : [];
  });
}

/** Without what stands around a node's children. */
function opened(node: TreeNode): Edit[] {
  const [first, last] = [node.children?.[0], node.children?.at(-1)];
  const [start, end] = span(node);
  if (first === undefined || last === undefined) return [{ start, end, text: "" }];
  return [
    { start, end: span(first)[0], text: "" },
    { start: span(last)[1], end, text: "" },
  ];
}

/** The text of a link can be the address itself. */
function masks(node: TreeNode, closing: SourceClosing): Edit[] {
  return [...allNodes(node)].flatMap((inner) => {
    if (inner === node || inner.value === undefined || !isDraftAddress(inner.value, closing)) return [];
    const [start, end] = span(inner);
    return [{ start, end, text: "…" }];
  });
}

/** Elements of HTML, each end of which is a node of its own where the file is no MDX. */
function inHtml(tree: TreeNode, closing: SourceClosing): Edit[] {
  const edits: Edit[] = [];
  let open = 0;
  for (const node of allNodes(tree)) {
    if (node.type !== "html") continue;
    const [offset] = span(node);
    for (const tag of (node.value ?? "").matchAll(/<(\/?)a\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi)) {
      const [, href = ""] = /\shref\s*=\s*["']?([^"'\s>]+)/i.exec(tag[0]) ?? [];
      const isEnd = tag[1] === "/";
      if (isEnd ? open === 0 : !closing.leadsToDraft(href)) continue;
      open += isEnd ? -1 : 1;
      edits.push({ start: offset + tag.index, end: offset + tag.index + tag[0].length, text: "" });
    }
  }
  return edits;
}

/** A comment that names a draft is of use to nobody who may not read it. */
function inComments(source: string, closing: SourceClosing): Edit[] {
  return [...source.matchAll(comments)]
    .filter(([comment]) => comment.split(/[\s"'<>()[\]{}]+/).some((word) => isDraftAddress(word, closing)))
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: "" }));
}

/** A page that names a draft as the one before or after it has none there. */
function inFrontMatter(source: string, { draftIds }: SourceClosing): Edit[] {
  const [front = ""] = frontMatter.exec(source) ?? [];
  return [...front.matchAll(/^(pagination_(?:next|prev)[^\S\n]*:)[^\S\n]*["']?([^"'\n\r]*?)["']?[^\S\n]*$/gm)]
    .filter(([, , id = ""]) => draftIds.has(id))
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: `${match[1]} null` }));
}

function span({ position }: TreeNode): [start: number, end: number] {
  return [position?.start.offset ?? 0, position?.end.offset ?? 0];
}

/** A text with its edits; of one that lies in another, the outer one counts. */
function edited(source: string, edits: readonly Edit[]): string {
  let text = "";
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start < at) continue;
    text += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + source.slice(at);
}
