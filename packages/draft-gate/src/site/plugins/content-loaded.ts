import type { PluginContentLoadedActions } from "@docusaurus/types";

/** What Docusaurus hands to a plugin whose content is loaded. */
export interface ContentLoaded<Content> {
  readonly content: Content;
  readonly actions: PluginContentLoadedActions;
}
