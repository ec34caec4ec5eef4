import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Declaration, declarationsOf } from "./declarations.ts";

/** A package whose exports get a page. */
interface Documented {
  readonly page: string;
  readonly title: string;
  readonly text: string;
  readonly declarations: string;
}

/** The message types are not among them: each has a page of its own, and some are drafts. */
const documented: readonly Documented[] = [
  {
    page: "codec",
    title: "@wirebook/codec",
    text: "Definitions, codecs, errors, and CBOR without a schema.",
    declarations: "packages/codec/dist/index.d.ts",
  },
  {
    page: "codec-compile",
    title: "@wirebook/codec/compile",
    text: "Codecs as modules, made ahead of time.",
    declarations: "packages/codec/dist/compile/compile.d.ts",
  },
  {
    page: "codec-plan",
    title: "@wirebook/codec/plan",
    text: "What a schema means for CBOR, for tools that walk it as the codecs do.",
    declarations: "packages/codec/dist/plan/index.d.ts",
  },
  {
    page: "docusaurus-plugin-wirebook",
    title: "docusaurus-plugin-wirebook",
    text: "The plugin that writes a page for each message type.",
    declarations: "packages/docusaurus-plugin/dist/index.d.mts",
  },
  {
    page: "docusaurus-draft-gate",
    title: "docusaurus-draft-gate",
    text: "Two trees from one site.",
    declarations: "packages/draft-gate/dist/index.d.mts",
  },
];

/** The pages that are made of what stands elsewhere in the repository, by their path in the docs folder. */
export function generatedPages(root: string): Map<string, string> {
  return new Map([
    ...documented.map((one, index): [string, string] => [`api/${one.page}.md`, apiPage(one, index, root)]),
    ["performance.md", performancePage(root)],
    ["changelog.md", changelogPage(root)],
  ]);
}

function frontMatter(title: string, description: string, position: number): string {
  return [
    "---",
    "# Written by the site's build: changes here are lost.",
    `title: ${JSON.stringify(title)}`,
    `description: ${JSON.stringify(description)}`,
    `sidebar_position: ${position}`,
    "custom_edit_url: null",
    "toc_max_heading_level: 3",
    "---",
  ].join("\n");
}

const groups: readonly [Declaration["kind"], string][] = [
  ["function", "Functions"],
  ["constant", "Constants"],
  ["class", "Classes"],
  ["interface", "Interfaces"],
  ["type", "Types"],
];

function apiPage({ title, text, declarations }: Documented, index: number, root: string): string {
  const all = declarationsOf(path.join(root, declarations));
  const sections = groups.flatMap(([kind, heading]) => {
    const members = all.filter((one) => one.kind === kind);
    return members.length === 0 ? [] : [`## ${heading}`, ...members.map(section)];
  });
  return `${[frontMatter(title, text, index + 1), prose(text), ...sections].join("\n\n")}\n`;
}

function section(one: Declaration): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`**${title}**`, lines.map((line) => `- ${prose(line)}`).join("\n")];
  return [
    `### ${one.name}`,
    prose(one.text),
    `\`\`\`ts\n${one.code}\n\`\`\``,
    ...list(
      "Parameters",
      one.parameters.map(({ name, text }) => `\`${name}\` ${text}`),
    ),
    ...list("Throws", one.throws),
    ...list("See", one.see),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** TSDoc as Markdown that MDX takes: links of its own kind become links, or code where they name a symbol. */
function prose(text: string): string {
  return text
    .replaceAll(
      /\{@link\s+(https?:[^\s|}]+)\s*(?:\|\s*([^}]*))?\}/g,
      (_, url: string, label?: string) => `[${(label ?? url).trim()}](${url})`,
    )
    .replaceAll(/\{@link\s+([^\s|}]+)[^}]*\}/g, "`$1`")
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replaceAll(/[<{]/g, "\\$&")))
    .join("")
    .replaceAll(/\n(?!\n|- )/g, " ")
    .trim();
}

const BEGIN = "<!-- bench:begin -->";
const END = "<!-- bench:end -->";

/** The tables that `npm run bench` writes into the codec's README, with its plots where there are any. */
function performancePage(root: string): string {
  const readme = readFileSync(path.join(root, "packages/codec/README.md"), "utf8");
  const [, after] = readme.split(BEGIN);
  const tables = after?.split(END)[0]?.trim() ?? "";
  const plots = ["light", "dark"].filter((theme) =>
    existsSync(path.join(root, `packages/bench/results/bench-${theme}.svg`)),
  );
  return `${[
    frontMatter("Performance", "How fast the codecs are, beside their peers.", 7),
    "How long it takes to decode and encode, measured beside other libraries on the same payloads. Every figure is made by `npm run bench`; none is written by hand.",
    ...plots.map(
      (theme) =>
        `![Messages per second, by library](../../packages/bench/results/bench-${theme}.svg#${theme}-mode-only)`,
    ),
    tables === ""
      ? "This build of the book has no figures: they are taken on a machine that does nothing else. Run `npm run bench` to see those of yours."
      : tables,
    "## What is measured",
    [
      "- Payloads of the message types in this book, and some that are built to be awkward: many members, integer keys, a megabyte, hostile bytes.",
      "- Wirebook validates while it decodes. Its peers are measured as they come, and with a validator behind them.",
      "- Every run first makes sure that all libraries agree on the value.",
    ].join("\n"),
  ].join("\n\n")}\n`;
}

/** Changes that wait for a release, then the changelogs of the packages. */
function changelogPage(root: string): string {
  const folder = path.join(root, ".changeset");
  const waiting = readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => readFileSync(path.join(folder, name), "utf8"))
    .map((text) => /^\s*---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text))
    .flatMap((match) =>
      match ? [`- ${packagesIn(match[1] ?? "")}: ${prose((match[2] ?? "").trim())}`] : [],
    );
  const released = [
    "packages/codec",
    "schemas",
    "packages/cli",
    "packages/docusaurus-plugin",
    "packages/draft-gate",
  ]
    .map((one) => path.join(root, one, "CHANGELOG.md"))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8").replaceAll(/^#/gm, "##"));
  return `${[
    frontMatter("Changelog", "What changed, release by release.", 9),
    ...(waiting.length === 0 ? [] : ["## Next release", waiting.join("\n")]),
    ...released,
  ].join("\n\n")}\n`;
}

function packagesIn(yaml: string): string {
  return [...yaml.matchAll(/^["']?([^"':\n]+(?:\/[^"':\n]+)?)["']?\s*:/gm)]
    .map(([, name]) => `\`${name}\``)
    .join(", ");
}
