import { readFile } from "node:fs/promises";
import path from "node:path";
import { distinctNeedles, listNeedles, needlesOf } from "../../src/drafts/needles.ts";
import { isOneWord } from "../../src/drafts/own-names.ts";
import { siteTexts } from "../../src/drafts/site-texts.ts";
import { createMatcher } from "../../src/leaks/matcher.ts";
import { partsOf } from "../../src/leaks/reading/parts.ts";
import { anySite, type Surroundings } from "../../src/leaks/surroundings.ts";
import { treeEntries } from "../../src/leaks/tree-entries.ts";
import { closeSource } from "../../src/markdown/close-source.ts";
import { withoutAddresses } from "../../src/markdown/text.ts";
import { createDraftLinks } from "../../src/model/draft-links.ts";
import type { Gate } from "../../src/model/gate.ts";
import { isWords, type Needle } from "../../src/model/needle.ts";
import { type StandIn, standIns } from "./gates.ts";
import type { SiteRecord } from "./site-record.ts";

/** A needle of one page that stands elsewhere. */
export interface Place {
  /** The page that stands for a draft. */
  readonly page: string;
  readonly kind: string;
  readonly needle: string;
  /** Where it stands: a file of the tree, or the source of another page. */
  readonly file: string;
}

/** What comes of it when each page of a site stands for a draft, one after the other. */
export interface StandInResult {
  readonly pages: number;
  readonly needles: number;
  /** Words that only the page says, by its sources, and that the tree says in what is not the page's: false alarms. */
  readonly alarms: readonly Place[];
  /** Names of the page that the source of another says, where no link is closed: true ones, which refuse the tree. */
  readonly named: readonly Place[];
  /** The pages of which words are told as warnings. */
  readonly warned: number;
}

/**
 * Lets each page of a built site stand for a draft, without a build for each: what the page alone has made of the tree is
 * passed over, and so are addresses in navigation and lists, which the gate takes out.
 */
export async function standInResult(record: SiteRecord): Promise<StandInResult> {
  const all = standIns(record);
  const owners = new Map<Needle, StandIn>();
  for (const one of all) for (const needle of await needlesFor(one, record)) owners.set(needle, one);
  const { spoken, named } = await heard(all, owners, record);
  const isTold = (needle: Needle) => needle.kind !== "title" && !spoken.has(needle);
  const told = new Map([...owners].filter(([needle]) => isTold(needle) && !named.has(needle)));
  const warnings = [...owners].filter(([needle]) => !isTold(needle));
  const { alarms, said } = await scanned(told, new Map(warnings), record);
  return {
    pages: all.length,
    needles: owners.size,
    alarms,
    named: [...named.values()],
    warned: said.size,
  };
}

async function needlesFor({ draft, gate }: StandIn, { context }: SiteRecord): Promise<Needle[]> {
  const labels = [...gate.labels]
    .filter((label) => !gate.publicLabels.has(label))
    .map((label) => ["label", label] as const);
  const own = [...(await needlesOf(draft, gate, context)), ...labels, ...listNeedles(gate, context)];
  return distinctNeedles(own.map(([kind, text]) => ({ kind, text, draft: 0 })));
}

interface Heard {
  readonly spoken: ReadonlySet<Needle>;
  readonly named: ReadonlyMap<Needle, Place>;
}

async function heard(
  all: readonly StandIn[],
  owners: ReadonlyMap<Needle, StandIn>,
  record: SiteRecord,
): Promise<Heard> {
  const needles = [...owners.keys()];
  const words = createMatcher(
    needles.filter(({ kind }) => isWords(kind)),
    anySite,
  );
  const names = createMatcher(
    needles.filter(({ kind }) => !isWords(kind)),
    surroundings(all, record),
  );
  const spoken = new Set<Needle>();
  const named = new Map<Needle, Place>();
  const leadsToPage = linksTo(all, record);
  for (const { draft } of all) {
    const text = await readFile(draft.file, "utf8");
    const leadsToDraft = (href: string) => leadsToPage(href, draft);
    const closed = closeSource(text, { leadsToDraft, draftIds: new Set() });
    for (const { needle } of words.find(closed, true)) {
      if (owners.get(needle)?.draft.file !== draft.file) spoken.add(needle);
    }
    const others = (text: string) =>
      names.find(text).flatMap(({ needle }) => {
        const page = owners.get(needle)?.draft;
        return page === undefined || page.file === draft.file ? [] : [{ needle, page: page.permalink }];
      });
    const isVague = ({ kind, text: name }: Needle) => kind !== "source" && isOneWord(name);
    for (const { needle } of others(withoutAddresses(closed))) if (isVague(needle)) spoken.add(needle);
    for (const { needle, page } of others(closed)) {
      if (isVague(needle)) continue;
      named.set(needle, { page, kind: needle.kind, needle: needle.text, file: draft.file });
    }
  }
  const { title, tagline, themeConfig } = record.context.siteConfig;
  const everything = {
    ...all[0]?.gate,
    pages: new Map(all.map(({ draft }) => [draft.file, draft.permalink])),
    drafts: [],
  };
  const texts = [JSON.stringify([title, tagline, themeConfig, record.context.codeTranslations])];
  for await (const text of siteTexts(everything as unknown as Gate, record.context)) texts.push(text);
  for (const text of texts) for (const { needle } of words.find(text, true)) spoken.add(needle);
  return { spoken, named };
}

function linksTo(all: readonly StandIn[], { context: { siteDir, siteConfig, baseUrl } }: SiteRecord) {
  const links = createDraftLinks({
    siteDir,
    url: siteConfig.url,
    baseUrls: [baseUrl],
    permalinks: all.map(({ draft }) => draft.permalink),
    files: new Set(all.map(({ draft }) => draft.file)),
    folders: all[0]?.gate.roots.map(({ base }) => base) ?? [],
  });
  return (href: string, { file, permalink }: StandIn["draft"]) =>
    links.leadsToDraft(href, { file, permalink });
}

function surroundings(all: readonly StandIn[], { context: { siteConfig } }: SiteRecord): Surroundings {
  const { url, organizationName, projectName } = siteConfig;
  return {
    hosts: new Set([new URL(url).host]),
    repositories: [`github.com/${organizationName}/${projectName}`],
    ids: new Set(all.flatMap(({ draft }) => draft.id ?? [])),
  };
}

interface Scanned {
  readonly alarms: readonly Place[];
  /** The pages whose words are said elsewhere. */
  readonly said: ReadonlySet<string>;
}

async function scanned(
  told: ReadonlyMap<Needle, StandIn>,
  warnings: ReadonlyMap<Needle, StandIn>,
  record: SiteRecord,
): Promise<Scanned> {
  const all = [...new Set([...told.values(), ...warnings.values()])];
  const matcher = createMatcher([...told.keys(), ...warnings.keys()], surroundings(all, record));
  const pages = new Set(all.map(({ draft }) => draft.permalink.replace(/\/$/, "")));
  const lists = all.flatMap(({ gate }) => [...gate.lists.ofDrafts].map((list) => list.replace(/\/$/, "")));
  const addresses = new Set([...pages, ...lists]);
  const alarms: Place[] = [];
  const said = new Set<string>();
  for (const { name, isFile } of await treeEntries(record.outDir)) {
    const content = isFile ? await readFile(path.join(record.outDir, name)) : Buffer.alloc(0);
    const own = ownPages(name, content.toString("latin1"), record);
    const isList = listsOthers(name, content.toString("latin1"), own, pages, record);

    const parts = [...partsOf(name, content, () => {})];
    const texts = [...parts.map(({ text }) => withoutReferences(text, addresses, record))];
    for (const needle of new Set(texts.flatMap((text) => matcher.find(text).map((match) => match.needle)))) {
      const { draft } = told.get(needle) ?? (warnings.get(needle) as StandIn);
      if (own.has(draft.permalink) || isList) continue;
      // The registry of routes and the configuration, which are one file, name every page.
      if (!isWords(needle.kind) && /(^|\/)main\.[^/]*$/.test(name)) continue;
      if (warnings.has(needle)) said.add(draft.permalink);
      else alarms.push({ page: draft.permalink, kind: needle.kind, needle: needle.text, file: name });
    }
  }
  return { alarms, said };
}

/**
 * A text without what the gate takes out of it, or what is not there without the page: links, with the places in the page
 * where they lead, the navigation, ids of documents, files of sources.
 */
function withoutReferences(text: string, addresses: ReadonlySet<string>, { context }: SiteRecord): string {
  const { origin } = new URL(context.siteConfig.url);
  const isPage = (address: string) => addresses.has(address.replace(/\/(index\.html)?$|\.html$/, ""));
  return text
    .replace(/<aside\b[\s\S]*?<\/aside>|<nav[^>]*(?:breadcrumbs|pagination)[\s\S]*?<\/nav>/g, " ")
    .replace(/(\/[\w.~/-]*)#[^"'`\s<>\\)]+/g, "$1")
    .replace(/(?:https?:\/\/[\w.:-]+)?\/[\w.~/%-]*/g, (address) =>
      isPage(address.replace(origin, "")) ? " " : address,
    )
    .replace(/@site\/[^"'\\]+|https:\/\/[^"'\s]*\/edit\/[^"'\s\\]+/g, " ")
    .replace(/\b(?:href|to)\\?"?[=:]\s*(?:\\?["'`][^"'`\\]*\\?["'`]|[^\s>"'`]+)/g, " ")
    .replace(/\\?"?\b(?:docId|mainDocId)\\?"?:\\?"[^"\\]*\\?"|\\?"id\\?":\\?"[^"\\]*\\?"/g, " ");
}

/** The pages that a file of the tree is of, by its path or by the source that it names. */
function ownPages(name: string, text: string, { context: { baseUrl }, content }: SiteRecord): Set<string> {
  const bySource = new Map<string, string>();
  for (const { versions } of content.docs) {
    for (const { docs } of versions)
      for (const { source, permalink } of docs) bySource.set(source, permalink);
  }
  for (const { posts } of content.blogs) {
    for (const { metadata } of posts) bySource.set(metadata.source, metadata.permalink);
  }
  const page = `${baseUrl}${name.replace(/(\/|^)index\.html$/, "").replace(/\.html$/, "")}`;
  const found = new Set([page, `${page}/`]);
  if (!name.endsWith(".js")) return found;
  for (const [, source = ""] of text.matchAll(/\\?"?source\\?"?:\\?"(@site\/[^"\\]+)/g)) {
    const permalink = bySource.get(source);
    if (permalink !== undefined) found.add(permalink);
  }
  return found;
}

/** Lists of posts and tags, feeds and data of the navigation repeat what a page says; without the page they do not. */
function listsOthers(
  name: string,
  text: string,
  own: ReadonlySet<string>,
  pages: ReadonlySet<string>,
  { context: { baseUrl } }: SiteRecord,
): boolean {
  if (/(rss|atom|feed)[^/]*\.(xml|json|xsl)$|llms[^/]*\.txt$/.test(name)) return true;
  if (name.endsWith(".html")) {
    const isPage = [...own].some((page) => pages.has(page.replace(/\/$/, "")));
    return (
      !isPage && !["index.html", "404.html"].includes(name.slice(baseUrl.length - 1)) && name !== "404.html"
    );
  }
  // Data of lists names the pages that they are of; so does the registry of routes, which says nothing of any.
  const isData = name.endsWith(".js") && !/(^|\/)(main|runtime~main)\.[^/]*$/.test(name);
  return isData && ![...pages].some((page) => own.has(page)) && /permalink|docId|"authors":\[/.test(text);
}
