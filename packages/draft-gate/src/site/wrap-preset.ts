import type { LoadContext, PluginConfig, Preset } from "@docusaurus/types";
import type { Gate } from "../model/gate.ts";
import { loadByName } from "./load-module.ts";
import { wrapPlugin } from "./wrap-plugin.ts";

type LoadPreset = (context: LoadContext, options: Record<string, unknown>) => Promise<Preset>;

/** What our preset is given: the options of the site's own preset, and the way to it. */
export interface GatedPresetOptions extends Record<string, unknown> {
  readonly draftGate: LoadPreset;
}

/** The site's preset with its content plugins wrapped. */
export function wrapPreset(name: string, gate: Gate): LoadPreset {
  return async (context, options) => {
    const { main } = await loadByName<LoadPreset>(name, "preset", context.siteConfigPath);
    const preset = await main(context, options);
    const { plugins = [] } = preset;
    return { ...preset, plugins: plugins.map((plugin) => wrapPlugin(plugin as PluginConfig, gate)) };
  };
}
