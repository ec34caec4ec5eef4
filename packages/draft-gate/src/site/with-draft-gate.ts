import type { Config, PluginConfig, PresetConfig } from "@docusaurus/types";
import { DraftGateError } from "../error.ts";
import { enterLocale } from "../mirror/enter-locale.ts";
import { readAudience } from "../model/audience.ts";
import type { Gate } from "../model/gate.ts";
import { manifestFile, readManifest } from "../model/manifest.ts";
import { currentMirror } from "../model/mirror.ts";
import { type DraftGateOptions, type GateSettings, readOptions } from "../model/options.ts";
import { createGate } from "./create-gate.ts";
import { refuseToDeployPrivateTree } from "./deploy.ts";
import { gatePlugin } from "./gate-plugin.ts";
import { knownDrafts } from "./known-drafts.ts";
import { withOriginalDates } from "./original-dates.ts";
import { currentLocale, signInItems } from "./sign-in.ts";
import { wrapPlugin } from "./wrap-plugin.ts";
import { type GatedPresetOptions, wrapPreset } from "./wrap-preset.ts";

type ConfigSource = Config | Promise<Config> | (() => Config | Promise<Config>);

/**
 * Wraps the configuration of a Docusaurus site so that it builds one tree per audience: `DOCS_AUDIENCE=private`
 * with the drafts, `DOCS_AUDIENCE=public`, the default, with nothing of them.
 *
 * @param config a configuration, a promise of one, or a function that returns either
 * @throws DraftGateError `audience`, `config` or `deploy`, from the returned function
 */
export function withDraftGate(config: ConfigSource, options: DraftGateOptions = {}): () => Promise<Config> {
  return async () => {
    const audience = readAudience(process.env);
    const settings = readOptions(options);
    refuseToDeployPrivateTree(audience, process.argv);
    const site = typeof config === "function" ? await config() : await config;
    if (typeof site?.baseUrl !== "string") {
      throw new DraftGateError(
        "config",
        "withDraftGate(config): expected a Docusaurus configuration with url and baseUrl, or a function or promise that gives one.",
      );
    }
    const gate =
      audience === "private" ? createGate(audience, settings, site) : await publicGate(settings, site);
    return wrap(site, gate);
  };
}

/** In a mirror the drafts are not there to be found; what the private build found is. */
async function publicGate(settings: GateSettings, site: Config): Promise<Gate> {
  const mirror = currentMirror(process.env);
  if (mirror === undefined) return createGate("public", settings, site);
  const siteDir = process.cwd();
  const manifest = await readManifest(manifestFile(siteDir));
  const locale = manifest.locales[currentLocale(site)];
  if (locale === undefined) return createGate("public", settings, site, undefined, mirror);
  await enterLocale(manifest, locale, siteDir, mirror);
  return createGate("public", settings, site, knownDrafts(locale, siteDir, mirror), mirror);
}

function wrap(site: Config, gate: Gate): Config {
  const { plugins = [], themes = [], presets = [] } = site;
  return {
    ...site,
    ...(gate.mirror && { future: withOriginalDates(site, gate.mirror) }),
    markdown: { ...site.markdown, parseFrontMatter: gate.parseFrontMatter },
    presets: presets.map((preset) => standIn(preset as PresetConfig, gate)),
    plugins: plugins.map((plugin) => wrapPlugin(plugin as PluginConfig, gate) as (typeof plugins)[number]),
    // The last of the themes, so that its components come before those of the site's themes.
    themes: [...themes, gatePlugin(gate)],
    themeConfig: signInItems(site, gate),
  };
}

/**
 * A preset can only be named by a module, so ours stands in for it. What stands beside the name is left where other
 * plugins look for it, and a function among options leaves no trace in the bundle's copy of the configuration.
 */
function standIn(preset: PresetConfig, gate: Gate): PresetConfig {
  if (!preset) return preset;
  const [name, options] = typeof preset === "string" ? [preset, {}] : preset;
  const gated: GatedPresetOptions = { ...options, draftGate: wrapPreset(name, gate) };
  return ["docusaurus-draft-gate/preset", gated];
}
