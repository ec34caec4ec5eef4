import type { LoadContext, Plugin, PluginOptions } from "@docusaurus/types";
import type { Gate } from "../../model/gate.ts";

/** A plugin that knows of drafts, and what the gate makes of it. */
export interface GatedPlugin {
  /** What is common to its package, its short name and the name that it gives itself: `content-docs`. */
  readonly key: string;
  /** Whether it makes pages of Markdown, in which links to drafts are to be closed. */
  readonly hasMarkdown: boolean;
  /** Changes the plugin once it has been made; it can change `options` too, as far as the plugin reads them later. */
  gate(plugin: Plugin, gate: Gate, context: LoadContext, options: PluginOptions): Plugin;
}
