import type { LoadContext } from "@docusaurus/types";
import { closeLinks } from "../markdown/close-links.ts";
import type { TreeNode } from "../markdown/tree.ts";
import type { DraftLinks } from "../model/draft-links.ts";
import type { Gate } from "../model/gate.ts";
import { signInPath } from "./sign-in.ts";
import { siteTexts } from "./texts.ts";

type Transform = (root: TreeNode, file: { path?: string | undefined }) => void;

/**
 * The plugin that closes links, twice: as the last of the remark plugins that run before Docusaurus resolves links
 * (and would complain of these), and as the last of the rehype plugins, for links that other plugins made.
 *
 * They carry what they know in their closure: options would end up in the bundle with the rest of the configuration.
 */
export function draftLinkPlugins(
  gate: Gate,
  context: LoadContext,
): { remark: () => Transform; rehype: () => Transform } {
  let links: DraftLinks | undefined;
  const href = gate.settings.links === "lock" ? signInPath(gate) : undefined;
  const lock = href === undefined ? undefined : { href, title: siteTexts(context.i18n.currentLocale).signIn };
  const transform: Transform = (root, file) => {
    // The development server shows drafts, so links to them lead somewhere.
    if (gate.showsDrafts()) return;
    links ??= gate.links(context);
    const { leadsToDraft } = links;
    const from = { file: file.path, permalink: file.path && gate.pages.get(file.path) };
    closeLinks(root, { leadsToDraft: (target) => leadsToDraft(target, from), lock });
  };
  return { remark: () => transform, rehype: () => transform };
}
