import { allNodes, type JsxAttribute, replaceNodes, type TreeNode } from "./tree.ts";

/** How links are closed on one page. */
export interface LinkClosing {
  leadsToDraft(href: string): boolean;
  /** Given where a link leaves a lock that leads to the sign-in page. */
  readonly lock?: { readonly href: string; readonly title: string } | undefined;
}

const jsxElements = new Set(["mdxJsxFlowElement", "mdxJsxTextElement"]);

/**
 * Turns every link to a draft into what it holds: Markdown links, references with their definitions, HTML and JSX
 * elements. The link's title goes with it. An element that leads to a draft and holds nothing goes altogether.
 */
export function closeLinks(root: TreeNode, closing: LinkClosing): void {
  const references = draftDefinitions(root, closing);
  replaceNodes(root, (node) => {
    if (node.type === "definition" && references.has(node.identifier)) return [];
    const isReference = node.type === "linkReference" || node.type === "imageReference";
    if (isReference && references.has(node.identifier)) return opened(node, closing);
    return targets(node).some((href) => closing.leadsToDraft(href)) ? opened(node, closing) : [node];
  });
}

/** The identifiers of the definitions that lead to a draft. */
export function draftDefinitions(
  root: TreeNode,
  { leadsToDraft }: Pick<LinkClosing, "leadsToDraft">,
): Set<string | undefined> {
  const found = new Set<string | undefined>();
  for (const { type, identifier, url } of allNodes(root)) {
    if (type === "definition" && url !== undefined && leadsToDraft(url)) found.add(identifier);
  }
  return found;
}

/** Where a node itself leads to. */
export function targets(node: TreeNode): string[] {
  if (node.type === "link") return node.url === undefined ? [] : [node.url];
  if (node.type === "element") {
    return [node.properties?.href, node.properties?.xLinkHref].filter((href) => typeof href === "string");
  }
  return jsxElements.has(node.type) ? (node.attributes ?? []).flatMap(jsxTargets) : [];
}

function jsxTargets({ name, value }: JsxAttribute): string[] {
  if (typeof value === "string")
    return name === "to" || name === "href" || looksLikePath(value) ? [value] : [];
  return value
    ? [...value.value.matchAll(/(["'`])((?:\\.|(?!\1).)*)\1/g)]
        .map((match) => match[2] ?? "")
        .filter(looksLikePath)
    : [];
}

function looksLikePath(text: string): boolean {
  return /^(\/|\.{1,2}\/|https?:\/\/|pathname:|@site\/)|\.mdx?([?#].*)?$/i.test(text);
}

function opened(node: TreeNode, closing: LinkClosing): TreeNode[] {
  const children = node.children ?? [];
  for (const child of children) maskAddresses(child, closing);
  if (!closing.lock || children.length === 0) return children;
  const { href, title } = closing.lock;
  const attributes = Object.entries({ className: "draft-gate-lock", href, title }).map(([name, value]) => ({
    type: "mdxJsxAttribute",
    name,
    value,
  }));
  return [{ type: "mdxJsxTextElement", name: "a", attributes, children }];
}

/** The text of a link can be the address itself. */
function maskAddresses(node: TreeNode, closing: LinkClosing): void {
  if (node.value !== undefined && isDraftAddress(node.value, closing)) node.value = "…";
  for (const child of node.children ?? []) maskAddresses(child, closing);
}

/** Whether a text is nothing but the address of a draft. */
export function isDraftAddress(text: string, closing: Pick<LinkClosing, "leadsToDraft">): boolean {
  return looksLikePath(text.trim()) && closing.leadsToDraft(text);
}
