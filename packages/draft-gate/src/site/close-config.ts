import type { DocusaurusConfig, LoadContext } from "@docusaurus/types";
import { relativeSource } from "../drafts/relative-source.ts";
import { type DraftGlobs, draftGlobs, globTarget } from "../leaks/globs.ts";
import type { Gate } from "../model/gate.ts";

type Fields = Record<string, unknown>;

/**
 * Takes drafts out of the configuration, all of which Docusaurus copies into the bundle: navbar and footer items,
 * and options of plugins. The site's plugins have read theirs by now.
 */
export function closeConfig(context: LoadContext, gate: Gate): void {
  const config = context.siteConfig as { -readonly [Key in keyof DocusaurusConfig]: DocusaurusConfig[Key] };
  const { leadsToDraft } = gate.links(context);
  const tells = (item: unknown) => isFields(item) && itemTells(item, gate, leadsToDraft);

  const { navbar, footer } = config.themeConfig as { navbar?: Fields; footer?: Fields };
  if (navbar && gate.closes("navbar")) {
    config.themeConfig = {
      ...config.themeConfig,
      navbar: { ...navbar, items: without(navbar.items, tells) },
    };
  }
  if (footer && gate.closes("footer")) {
    config.themeConfig = {
      ...config.themeConfig,
      footer: { ...footer, links: without(footer.links, tells) },
    };
  }
  if (gate.closes("plugin-options")) {
    const globs = globsOf(gate, context);
    const namesDraft = (text: string) => leadsThere(text, leadsToDraft) || globs.named(text) !== undefined;
    config.plugins = withoutDraftEntries(config.plugins, namesDraft);
    config.themes = withoutDraftEntries(config.themes, namesDraft);
    config.presets = withoutDraftEntries(config.presets, namesDraft);
  }
}

function itemTells(item: Fields, gate: Gate, leadsToDraft: (href: string) => boolean): boolean {
  const pluginId = item.docsPluginId ?? "default";
  if (/^doc/.test(String(item.type)) && gate.emptiedInstances.has(String(pluginId))) return true;
  if (item.type === "doc") {
    // The item leads to the latest version unless the reader is in another one.
    return gate.drafts.some(
      (draft) => draft.inLatestVersion && draft.pluginId === pluginId && draft.id === item.docId,
    );
  }
  if (item.type === "docSidebar") return gate.emptiedSidebars.has(`${pluginId}/${item.sidebarId}`);
  const html = String(item.html ?? item.value ?? "");
  const inHtml = [...html.matchAll(/href\s*=\s*["']([^"']+)["']/gi)].map((match) => match[1] ?? "");
  return [item.to, item.href, ...inHtml].some((href) => typeof href === "string" && leadsToDraft(href));
}

const nested = ["items", "dropdownItemsBefore", "dropdownItemsAfter"];

/** Items without those that tell; a group that holds nothing without them goes too. */
function without(items: unknown, tells: (item: unknown) => boolean): unknown {
  if (!Array.isArray(items)) return items;
  return items.flatMap((item: unknown) => {
    if (tells(item)) return [];
    if (!isFields(item)) return [item];
    const inner = Object.fromEntries(
      nested.filter((name) => name in item).map((name) => [name, without(item[name], tells)]),
    );
    const emptied = length(item.items) > 0 && length(inner.items) === 0 && !item.to && !item.href;
    return emptied ? [] : [{ ...item, ...inner }];
  });
}

function globsOf(gate: Gate, context: LoadContext): DraftGlobs {
  const { baseUrl, i18n } = context;
  // The options are those of all languages: a pattern is about the page in any of them.
  const bases = ["", ...i18n.locales.map((locale) => `${locale}/`)].map((path) => gate.siteBaseUrl + path);
  const target = (file: string, permalink: string) =>
    globTarget(
      relativeSource(file, context),
      permalink,
      ...bases.map((base) => permalink.replace(baseUrl, base)),
    );
  return draftGlobs(
    gate.drafts.map(({ file, permalink }) => target(file, permalink)),
    [...gate.pages].map((page) => target(...page)),
  );
}

function leadsThere(text: string, leadsToDraft: (href: string) => boolean): boolean {
  return /^(\/|https?:|@site\/|.*\.mdx?$)/.test(text) && leadsToDraft(text);
}

/** A copy without the strings, and without the objects one of whose strings, that name a draft. */
function withoutDraftEntries<Value>(value: Value, namesDraft: (text: string) => boolean): Value {
  const tells = (entry: unknown): boolean =>
    typeof entry === "string"
      ? namesDraft(entry)
      : isFields(entry) && Object.values(entry).some((field) => typeof field === "string" && tells(field));
  function copy(part: unknown): unknown {
    if (Array.isArray(part)) return part.filter((entry) => !tells(entry)).map(copy);
    if (!isFields(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([name, field]) => [name, copy(field)]));
  }
  return copy(value) as Value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function length(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
