import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { LoadContext, Plugin, PluginModule } from "@docusaurus/types";
import { describeDrafts } from "../drafts/describe-drafts.ts";
import { DraftGateError } from "../error.ts";
import { checkPath, siteAddresses } from "../model/addresses.ts";
import type { Audience } from "../model/audience.ts";
import type { Gate } from "../model/gate.ts";
import { manifestFile, writeLocale } from "../model/manifest.ts";
import { privateTreeMark } from "../model/private-tree.ts";
import { separateCache } from "./bundler-cache.ts";
import { closeConfig } from "./close-config.ts";
import { refuseOriginals } from "./refuse-originals.ts";
import { signInPath } from "./sign-in.ts";
import { siteTexts } from "./texts.ts";

const packageFolder = fileURLToPath(new URL("../../", import.meta.url));

/** Only a page that a reader has open can be left behind by signing out. */
function clientModules(audience: Audience): string[] {
  return ["draft-gate.css", ...(audience === "private" ? ["signed-out.js"] : [])];
}

/** The gate's own plugin: it acts when the drafts of all plugins are known, and brings the theme's parts. */
export function gatePlugin(gate: Gate): PluginModule {
  return function docusaurusDraftGate(context: LoadContext): Plugin {
    const isBuild = () => process.env.NODE_ENV === "production";
    const locale = context.i18n.currentLocale;
    return {
      name: "docusaurus-draft-gate",
      getThemePath: () => path.join(packageFolder, "theme"),
      getClientModules: () =>
        clientModules(gate.audience).map((name) => path.join(packageFolder, "client", name)),
      getDefaultCodeTranslationMessages: async () => ({
        "theme.contentVisibility.draftBanner.message": siteTexts(locale).draftBanner,
      }),

      async contentLoaded({ actions }) {
        if (gate.audience === "private") {
          actions.setGlobalData({ check: checkPath(gate.siteBaseUrl) });
          return;
        }
        const signIn = signInPath(gate);
        actions.setGlobalData(signIn ? { signIn, label: siteTexts(locale).signIn } : {});
      },

      async allContentLoaded() {
        if (!gate.showsDrafts()) closeConfig(context, gate);
      },

      configureWebpack(config, isServer) {
        if (!isBuild()) return {};
        const cache = separateCache(config, isServer, gate, context);
        // Typed for webpack alone, while the settings are those of whichever bundler runs.
        const result = cache as ReturnType<NonNullable<Plugin["configureWebpack"]>> & object;
        if (gate.mirror === undefined) return result;
        return { ...result, plugins: [refuseOriginals(gate.originals) as never] };
      },

      async postBuild({ outDir, routes }) {
        if (!isBuild()) {
          throw new DraftGateError(
            "development",
            `${outDir} was built in development mode and holds the drafts. Build it without --dev, and do not serve it.`,
          );
        }
        if (gate.audience === "public") return;
        await writeFile(path.join(outDir, privateTreeMark), "This tree holds drafts.\n");
        const site = siteAddresses(gate.siteBaseUrl, gate.settings);
        await writeLocale(
          manifestFile(context.siteDir),
          site,
          locale,
          await describeDrafts(gate, context, { outDir, routes }),
        );
      },
    };
  };
}
