import path from "node:path";
import type { LoadContext, Plugin, PluginConfig, PluginModule, PluginOptions } from "@docusaurus/types";
import { normalizePluginOptions, normalizeThemeConfig } from "@docusaurus/utils-validation";
import type { Gate } from "../model/gate.ts";
import { gatedByModule, gatedByName } from "./gated-plugins.ts";
import { draftLinkPlugins } from "./link-plugins.ts";
import { loadByName } from "./load-module.ts";

/**
 * Wraps one entry of `plugins` when it is, or may build upon, a plugin that knows of drafts. Other plugins from
 * packages stay as they are.
 */
export function wrapPlugin(entry: PluginConfig, gate: Gate): PluginConfig {
  if (!entry) return entry;
  const [plugin, options] = Array.isArray(entry) ? [entry[0], entry[1] ?? {}] : [entry, {}];
  if (typeof plugin === "string" && !mayHoldDrafts(plugin)) return entry;
  return [wrapModule(plugin as string | PluginModule, gate), options];
}

/** A local file or a function may wrap a content plugin; a package that is none of the gated plugins does not. */
function mayHoldDrafts(name: string): boolean {
  if (gatedByModule(name) !== undefined) return true;
  return /^[./\\]|^[a-z]:/i.test(name) && !/[\\/]node_modules[\\/]/.test(name);
}

function wrapModule(source: string | PluginModule, gate: Gate): PluginModule {
  return async (context, normalized) => {
    const given = normalized as PluginOptions;
    const { main, exports, file } =
      typeof source === "string"
        ? await loadByName<PluginModule>(source, "plugin", context.siteConfigPath)
        : {
            main: source,
            exports: source as unknown as Record<string, unknown>,
            file: context.siteConfigPath,
          };
    const hooks = { ...exports, ...(main as unknown as Record<string, unknown>) } as Partial<PluginModule>;
    const options = validated(hooks, withLinkPlugins(source, given, gate, context));
    // Docusaurus shows these to other plugins, which expect them with their defaults.
    Object.assign(given, options);
    if (hooks.validateThemeConfig) {
      const themeConfig = hooks.validateThemeConfig({
        // The validator is Docusaurus's own; only its type is narrower than the hook's.
        validate: normalizeThemeConfig as never,
        themeConfig: context.siteConfig.themeConfig,
      });
      context.siteConfig.themeConfig = { ...context.siteConfig.themeConfig, ...(themeConfig as object) };
    }
    const plugin = await main(context, options);
    if (!plugin) return null;
    const anchored = anchor(plugin, path.dirname(file));
    return gatedByName(plugin.name)?.gate(anchored, gate, context, options) ?? anchored;
  };
}

function withLinkPlugins(
  source: unknown,
  options: PluginOptions,
  gate: Gate,
  context: LoadContext,
): PluginOptions {
  const hasMarkdown = typeof source === "string" && gatedByModule(source)?.hasMarkdown;
  if (!hasMarkdown || !gate.closes("links")) return options;
  const { remark, rehype } = draftLinkPlugins(gate, context);
  const listed = (name: string) => (Array.isArray(options[name]) ? (options[name] as unknown[]) : []);
  return {
    ...options,
    beforeDefaultRemarkPlugins: [...listed("beforeDefaultRemarkPlugins"), remark],
    rehypePlugins: [...listed("rehypePlugins"), rehype],
  };
}

function validated(hooks: Partial<PluginModule>, options: PluginOptions): PluginOptions {
  if (!hooks.validateOptions) return { ...options, id: options.id ?? "default" };
  return hooks.validateOptions({
    validate: normalizePluginOptions as never,
    options: options as never,
  }) as PluginOptions;
}

/** Docusaurus resolves a plugin's own files from where it is configured; a wrapped one has to say where they are. */
function anchor(plugin: Plugin, folder: string): Plugin {
  const resolve = (file: string) => path.resolve(folder, file);
  const anchored = { ...plugin };
  if (plugin.getThemePath) anchored.getThemePath = () => resolve(plugin.getThemePath?.() ?? "");
  if (plugin.getTypeScriptThemePath) {
    anchored.getTypeScriptThemePath = () => resolve(plugin.getTypeScriptThemePath?.() ?? "");
  }
  if (plugin.getClientModules) {
    // A module name stays as it is; only a path is relative to the plugin.
    anchored.getClientModules = () =>
      (plugin.getClientModules?.() ?? []).map((file) => (file.startsWith(".") ? resolve(file) : file));
  }
  return anchored;
}
