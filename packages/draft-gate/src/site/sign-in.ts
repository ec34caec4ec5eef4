import type { Config, ThemeConfig } from "@docusaurus/types";
import type { Gate } from "../model/gate.ts";
import { siteTexts } from "./texts.ts";

/**
 * The path of the sign-in page. It is the same on every page, so that no page tells more than another; the way back
 * is the server's business.
 */
export function signInPath({ settings, siteBaseUrl }: Gate): string | undefined {
  return settings.signIn === false ? undefined : `${siteBaseUrl}${settings.signIn}`;
}

/** The theme configuration with "Sign in" (public) or "Sign out" (private) at the end of the navbar. */
export function signInItems(site: Config, gate: Gate): ThemeConfig {
  const themeConfig = (site.themeConfig ?? {}) as { navbar?: { items?: unknown[] } };
  const item = gate.audience === "public" ? signInItem(site, gate) : signOutItem(site, gate);
  if (item === undefined) return themeConfig as ThemeConfig;
  const { navbar } = themeConfig;
  return { ...themeConfig, navbar: { ...navbar, items: [...(navbar?.items ?? []), item] } } as ThemeConfig;
}

/** Plain HTML, because a link of Docusaurus's own would look for the page in the browser. */
function signInItem(site: Config, gate: Gate) {
  const href = signInPath(gate);
  if (href === undefined) return undefined;
  const { signIn } = siteTexts(currentLocale(site));
  return htmlItem(`<a class="navbar__link draft-gate-sign-in" href="${href}">${signIn}</a>`);
}

/** A form, because signing out changes something: no link that is only fetched ahead may do that. */
function signOutItem(site: Config, gate: Gate) {
  if (gate.settings.signOut === false) return undefined;
  const { signOut } = siteTexts(currentLocale(site));
  const action = `${site.baseUrl}${gate.settings.signOut}`;
  return htmlItem(
    `<form class="draft-gate-sign-out" method="post" action="${action}"><button type="submit">${signOut}</button></form>`,
  );
}

function htmlItem(value: string) {
  return { type: "html", position: "right", value };
}

/** Docusaurus loads the configuration once for each locale and tells which one in the environment. */
export function currentLocale(site: Config): string {
  return process.env.DOCUSAURUS_CURRENT_LOCALE ?? site.i18n?.defaultLocale ?? "en";
}
