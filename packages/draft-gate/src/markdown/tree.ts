/** A node of a Markdown or HTML tree, as far as links need it. */
export interface TreeNode {
  type: string;
  children?: TreeNode[];
  value?: string;
  /** Where it stands in the text, where that is known. */
  position?: { readonly start: { readonly offset?: number }; readonly end: { readonly offset?: number } };
  /** The target of a Markdown link or definition. */
  url?: string;
  /** What a reference and its definition share. */
  identifier?: string;
  /** The name of an HTML or JSX element. */
  tagName?: string;
  name?: string | null;
  /** The attributes of an HTML element. */
  properties?: Record<string, unknown>;
  /** The attributes of a JSX element. */
  attributes?: JsxAttribute[];
}

/** An attribute of a JSX element; its value is text, or an expression with its source. */
export interface JsxAttribute {
  type: string;
  name?: string;
  value?: string | null | { type: string; value: string };
}

/** Rebuilds a tree from the leaves up; `replace` gives what stands in for each node. */
export function replaceNodes(root: TreeNode, replace: (node: TreeNode) => TreeNode[]): void {
  if (!root.children) return;
  for (const child of root.children) replaceNodes(child, replace);
  root.children = root.children.flatMap(replace);
}

/** All nodes of a tree, parents first. */
export function* allNodes(root: TreeNode): Generator<TreeNode> {
  yield root;
  for (const child of root.children ?? []) yield* allNodes(child);
}
