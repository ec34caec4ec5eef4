import type { Counterpart, Definition } from "../definitions/definition.ts";
import type { MemberRow } from "../members/rows.ts";
import type { PluginOptions } from "../options.ts";
import { interpolate, type PageTexts } from "../translations.ts";
import { frontMatter, text } from "./mdx.ts";
import { memberElements } from "./member-elements.ts";
import { linkTo, pageFile } from "./paths.ts";
import { type PageSource, sourcesOf } from "./sources.ts";

/** The components that a page is made of. */
const COMPONENTS = ["Example", "Exchange", "Facts", "Member", "Members", "Playground"];

/** The page of a message type, as MDX. */
export function messagePage(definition: Definition, options: PluginOptions, texts: PageTexts): string {
  const { name, summary, rows, examples } = definition;
  const sources = sourcesOf(rows);
  const isProfile = sources.some(({ url }) => url === undefined);
  const heading = (key: "exchange" | "members" | "examples" | "playground" | "changes" | "sources") =>
    `## ${texts[key]} {/* #${key} */}`;
  const sections = [
    head(definition),
    imports(name),
    ...(summary === "" ? [] : [text(summary)]),
    "<WirebookFacts page={page} />",
    ...(isProfile ? [`:::note\n\n${text(texts.profile)}\n\n:::`] : []),
    heading("exchange"),
    ...exchange(definition, texts),
    "<WirebookExchange page={page} />",
    heading("members"),
    rows.length === 0 ? texts.noMembers : memberElements(rows, sources),
    ...(examples.length === 0 ? [] : [heading("examples")]),
    ...examples.flatMap(({ title }, index) => [
      `### ${text(title)} {/* #example-${index + 1} */}`,
      `<WirebookExample page={page} index={${index}} />`,
    ]),
    heading("playground"),
    `<WirebookPlayground name={${JSON.stringify(name)}} example={page.examples[0]?.hex} load={() => import("@generated/docusaurus-plugin-wirebook/${options.id}/playground.js")} />`,
    ...listUnder(heading("changes"), changes(rows)),
    ...listUnder(heading("sources"), sources.map(sourceLine)),
  ];
  return `${sections.join("\n\n")}\n`;
}

function head({ name, title, summary, draft }: Definition): string {
  return frontMatter(
    `Written by docusaurus-plugin-wirebook from the definition of ${name}: changes here are lost.`,
    {
      title,
      sidebar_label: name,
      description: summary === "" ? undefined : summary,
      draft: draft ? true : undefined,
      custom_edit_url: null,
      toc_max_heading_level: 3,
    },
  );
}

function imports(name: string): string {
  return [
    ...COMPONENTS.map((component) => `import Wirebook${component} from "@theme/Wirebook${component}";`),
    `import page from "./${pageFile(name).split("/").at(-1)}.json";`,
  ].join("\n");
}

function exchange({ name, direction, answer, answers }: Definition, texts: PageTexts): string[] {
  const told = (text: string, { name: to, deadline }: Counterpart) =>
    interpolate(text, { link: `[\`${to}\`](${linkTo(name, to)})`, seconds: deadline ?? "" });
  const isTimed = ({ deadline }: Counterpart) => deadline !== undefined;
  if (answer !== undefined)
    return [told(isTimed(answer) ? texts.answeredByWithin : texts.answeredBy, answer)];
  if (answers.length > 0) {
    return answers.map((one) => told(isTimed(one) ? texts.answersWithin : texts.answers, one));
  }
  return [direction === "down" ? texts.toDevice : texts.fromDevice];
}

function changes(rows: readonly MemberRow[]): string[] {
  return rows.flatMap(({ since, path, id }) =>
    since === undefined ? [] : [`- ${text(since)}: [\`${path}\`](#${id})`],
  );
}

function sourceLine({ text: told, url }: PageSource, index: number): string {
  const number = `${index + 1}. <span id="source-${index + 1}"></span>`;
  if (url === undefined) return `${number}${text(told)}`;
  const [before = "", after = ""] = told.split(url);
  return `${number}${text(before)}[${text(url.replace(/^https?:\/\//, ""))}](${url})${text(after)}`;
}

function listUnder(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [heading, lines.join("\n")];
}
