import path from "node:path";
import { isImage } from "./pictures.ts";
import type { Random } from "./random.ts";
import { phrase, sentence, title, word } from "./words.ts";

/** What a text can lead to. */
export interface Targets {
  /** Addresses of public pages. */
  readonly addresses: readonly string[];
  /** Drafts beside this one: names of files. */
  readonly drafts: readonly string[];
  /** Files that the text has to show or offer. */
  readonly assets: readonly AssetAddress[];
}

/** How a page says which file it means. */
export interface AssetAddress {
  /** In Markdown: from a static folder, or from the site. */
  readonly source: string;
  /** Where it is served as it is, if it is. */
  readonly served?: string | undefined;
}

/** Another text for a draft, which is both Markdown and MDX. */
export function newBody(targets: Targets, cut: string, random: Random): string {
  const links = [
    ...random.some(targets.addresses, 2).map((address) => `See [${title(random)}](${address}) first.`),
    ...random.some(targets.drafts, 2).map((name) => `As [${title(random)}](./${encodeURI(name)}) says.`),
  ];
  const blocks = Array.from({ length: 1 + random.below(8) }, () => block(random));
  const shown = targets.assets.map((asset) => showing(asset, random));
  const heading = random.chance(0.5) ? [`# ${title(random)}`] : [];
  return `${[...heading, sentence(random), ...(cut === "" ? [] : [cut]), ...blocks, ...links, ...shown].join("\n\n")}\n`;
}

function block(random: Random): string {
  const lines = (mark: string) =>
    Array.from({ length: 1 + random.below(4) }, () => `${mark}${sentence(random)}`).join("\n");
  return random.pick([
    () => `## ${title(random)}`,
    () => `### ${title(random)}\n\n${lines("")}`,
    () => lines(""),
    () => lines("- "),
    () => lines("1. "),
    () => lines("> "),
    () => `**${phrase(random, 3)}** and *${word(random)}* and \`${word(random)}\`.`,
    () => `\`\`\`js\nconst ${word(random)} = "${phrase(random, 3)}";\n\`\`\``,
    () => `| ${word(random)} | ${word(random)} |\n| --- | --- |\n| ${phrase(random, 3)} | ${word(random)} |`,
    () => `:::note\n\n${sentence(random)}\n\n:::`,
  ])();
}

function showing({ source, served }: AssetAddress, random: Random): string {
  const markdown = source.split("/").map(encoded).join("/");
  if (!isImage(source)) return `[${phrase(random, 2)}](${markdown})`;
  const image = `![${phrase(random, 2)}](${markdown})`;
  if (served === undefined) return image;
  const address = served.split("/").map(encoded).join("/");
  return random.pick([image, `<img alt="${word(random)}" src="${address}" />`]);
}

/** Parentheses would end the target of a link. */
function encoded(name: string): string {
  return name === "@site" ? name : encodeURIComponent(name).replace(/\(/g, "%28").replace(/\)/g, "%29");
}

/** How a page says which file it means. */
export function addressOf(
  file: string,
  siteDir: string,
  baseUrl: string,
  statics: readonly string[],
): AssetAddress {
  const folder = statics.find((one) => !path.relative(one, file).startsWith(".."));
  const slashed = (from: string) => path.relative(from, file).split(path.sep).join("/");
  if (folder === undefined) return { source: `@site/${slashed(siteDir)}` };
  return { source: `/${slashed(folder)}`, served: `${baseUrl}${slashed(folder)}` };
}
