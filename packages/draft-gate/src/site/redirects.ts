import type { Plugin } from "@docusaurus/types";
import type { GatePlugin } from "./gated-plugin.ts";

interface Redirect {
  readonly from: string | readonly string[];
  readonly to: string;
}

/** The redirects plugin without redirects to or from drafts; a stock public build with one stops at it. */
export const gateRedirects: GatePlugin = (plugin, gate, context, options): Plugin => ({
  ...plugin,
  async postBuild(props) {
    if (gate.closes("redirects")) {
      // The plugin reads its options when it writes the redirects, so they can be changed until then.
      const { leadsToDraft } = gate.links(context);
      const redirects = (options.redirects ?? []) as readonly Redirect[];
      options.redirects = redirects.flatMap(({ from, to }) => {
        const kept = [from].flat().filter((path) => !leadsToDraft(path));
        return kept.length === 0 || leadsToDraft(to) ? [] : [{ from: kept, to }];
      });
    }
    await plugin.postBuild?.(props);
  },
});
