import type { LoadContext, Plugin, PluginOptions } from "@docusaurus/types";
import type { Gate } from "../../model/gate.ts";
import type { GatedPlugin } from "./gated-plugin.ts";

interface Redirect {
  readonly from: string | readonly string[];
  readonly to: string;
}

/** The redirects plugin without redirects to or from drafts; a stock public build with one stops at it. */
export const gatedRedirects: GatedPlugin = {
  key: "client-redirects",
  hasMarkdown: false,
  gate: gateRedirects,
};

function gateRedirects(plugin: Plugin, gate: Gate, context: LoadContext, options: PluginOptions): Plugin {
  return {
    ...plugin,
    async postBuild(props) {
      // The plugin reads its options when it writes the redirects, so they can be changed until then.
      if (gate.closes("redirects")) options.redirects = withoutDrafts(options.redirects, gate, context);
      await plugin.postBuild?.(props);
    },
  };
}

function withoutDrafts(redirects: unknown, gate: Gate, context: LoadContext): Redirect[] {
  const { leadsToDraft } = gate.links(context);
  return ((redirects ?? []) as readonly Redirect[]).flatMap(({ from, to }) => {
    const kept = [from].flat().filter((path) => !leadsToDraft(path));
    return kept.length === 0 || leadsToDraft(to) ? [] : [{ from: kept, to }];
  });
}
