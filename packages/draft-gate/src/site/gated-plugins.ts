import { gatedBlog } from "./plugins/blog.ts";
import { gatedDocs } from "./plugins/docs.ts";
import type { GatedPlugin } from "./plugins/gated-plugin.ts";
import { gatedPages } from "./plugins/pages.ts";
import { gatedRedirects } from "./plugins/redirects.ts";

const all: readonly GatedPlugin[] = [gatedDocs, gatedBlog, gatedPages, gatedRedirects];

/** The gated plugin that a module is, or is called after, by the name or path that stands in the configuration. */
export function gatedByModule(module: string): GatedPlugin | undefined {
  // The folder that a package is installed in can be called anything.
  const name = module.replace(/^.*[\\/]node_modules[\\/]/, "");
  return all.find(({ key }) => name.includes(key));
}

/** The gated plugin that a plugin is by the name that it gives itself, whatever it was wrapped in. */
export function gatedByName(name: string): GatedPlugin | undefined {
  return all.find(({ key }) => name === `docusaurus-plugin-${key}`);
}
