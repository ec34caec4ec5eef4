import type { LoadContext } from "@docusaurus/types";
import type { DraftLinks } from "../drafts/draft-links.ts";
import type { Gate } from "../site/gate.ts";
import { signInLabels, signInPath } from "../site/sign-in.ts";
import { closeLinks } from "./close-links.ts";
import type { TreeNode } from "./tree.ts";

type Transform = (root: TreeNode, file: { path?: string }) => void;

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
  const lock = href && { href, title: signInLabels(context.i18n.currentLocale).signIn };
  const transform: Transform = (root, file) => {
    // The development server shows drafts, so links to them lead somewhere.
    if (gate.showsDrafts()) return;
    links ??= gate.links(context);
    const { leadsToDraft } = links;
    const permalink = file.path && gate.pages.get(file.path);
    const from = { ...(file.path && { file: file.path }), ...(permalink && { permalink }) };
    closeLinks(root, { leadsToDraft: (target) => leadsToDraft(target, from), ...(lock && { lock }) });
  };
  return { remark: () => transform, rehype: () => transform };
}
