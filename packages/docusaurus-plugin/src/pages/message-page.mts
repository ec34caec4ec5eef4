import type { Definition } from "../definitions/definition.mjs";
import type { MemberRow } from "../members/rows.mjs";
import type { PluginOptions } from "../options.mjs";
import { element, frontMatter, text } from "./mdx.mjs";
import { linkTo, pageFile } from "./paths.mjs";
import { type Source, sourcesOf } from "./sources.mjs";
import type { Words } from "./words.mjs";

/** What the components of a message type's page read; it lies beside the page. */
export interface PageData {
  readonly name: string;
  readonly title: string;
  readonly direction: string;
  readonly type: string;
  readonly topic: PluginOptions["topic"];
  readonly limits: Definition["limits"];
  readonly answer?: Definition["answer"];
  readonly answers: Definition["answers"];
  readonly since?: string;
  /** Path of the JSON Schema below `baseUrl`. */
  readonly schema?: string;
  readonly examples: Definition["examples"];
}

/** The data of a message type's page. */
export function pageData(definition: Definition, options: PluginOptions): PageData {
  const { name, title, direction, type, limits, answer, answers, since, examples } = definition;
  return {
    name,
    title,
    direction,
    type,
    topic: options.topic,
    limits,
    ...(answer === undefined ? {} : { answer }),
    answers,
    ...(since === undefined ? {} : { since }),
    ...(options.schemas === false ? {} : { schema: schemaPath(options.schemas, name) }),
    examples,
  };
}

/** Where the JSON Schema of a message type is, below `baseUrl`. */
export function schemaPath(folder: string, name: string): string {
  return `${folder}/${pageFile(name)}.schema.json`;
}

/** The page of a message type, as MDX. */
export function messagePage(definition: Definition, options: PluginOptions, words: Words): string {
  const { name, title, summary, draft, rows, examples } = definition;
  const sources = sourcesOf(rows);
  const isProfile = sources.some(({ url }) => url === undefined);
  const sections = [
    frontMatter(
      `Written by docusaurus-plugin-wirebook from the definition of ${name}: changes here are lost.`,
      {
        title,
        sidebar_label: name,
        description: summary === "" ? undefined : summary,
        draft: draft ? true : undefined,
        custom_edit_url: null,
        toc_max_heading_level: 3,
      },
    ),
    [
      'import WirebookExample from "@theme/WirebookExample";',
      'import WirebookExchange from "@theme/WirebookExchange";',
      'import WirebookFacts from "@theme/WirebookFacts";',
      'import { WirebookMember, WirebookMembers } from "@theme/WirebookMembers";',
      'import WirebookPlayground from "@theme/WirebookPlayground";',
      `import page from "./${pageFile(name).split("/").at(-1)}.json";`,
    ].join("\n"),
    ...(summary === "" ? [] : [text(summary)]),
    "<WirebookFacts page={page} />",
    ...(isProfile ? [`:::note\n\n${text(words.profile)}\n\n:::`] : []),
    `## ${words.exchange} {/* #exchange */}`,
    ...exchange(definition, words),
    "<WirebookExchange page={page} />",
    `## ${words.members} {/* #members */}`,
    rows.length === 0 ? words.noMembers : members(rows, sources),
    ...(examples.length === 0 ? [] : [`## ${words.examples} {/* #examples */}`]),
    ...examples.flatMap(({ title: one }, index) => [
      `### ${text(one)} {/* #example-${index + 1} */}`,
      `<WirebookExample page={page} index={${index}} />`,
    ]),
    `## ${words.playground} {/* #playground */}`,
    `<WirebookPlayground name={${JSON.stringify(name)}} example={page.examples[0]?.hex} load={() => import("@generated/docusaurus-plugin-wirebook/${options.id}/playground.js")} />`,
    ...changes(rows, words),
    ...(sources.length === 0
      ? []
      : [`## ${words.sources} {/* #sources */}`, sources.map(sourceLine).join("\n")]),
  ];
  return `${sections.join("\n\n")}\n`;
}

function exchange({ name, direction, answer, answers }: Definition, words: Words): string[] {
  const link = (to: string) => `[\`${to}\`](${linkTo(name, to)})`;
  if (answer !== undefined) return [words.answeredBy(link(answer.name), answer.deadline)];
  if (answers.length > 0) return answers.map((one) => words.answers(link(one.name), one.deadline));
  return [direction === "down" ? words.toDevice : words.fromDevice];
}

function members(rows: readonly MemberRow[], sources: readonly Source[]): string {
  const parents = new Set(rows.map(({ parent }) => parent));
  const lines = rows.map(({ meaning, source, ...row }) => {
    const index = sources.findIndex(({ text }) => text === source);
    return element(
      "WirebookMember",
      {
        ...row,
        folds: parents.has(row.id),
        source: index < 0 ? undefined : index + 1,
        profile: index >= 0 && sources[index]?.url === undefined,
      },
      meaning,
    );
  });
  return ["<WirebookMembers>", ...lines, "</WirebookMembers>"].join("\n");
}

function changes(rows: readonly MemberRow[], words: Words): string[] {
  const dated = rows.filter(({ since }) => since !== undefined);
  if (dated.length === 0) return [];
  const lines = dated.map(({ since, path, id }) => `- ${text(since ?? "")}: [\`${path}\`](#${id})`);
  return [`## ${words.changes} {/* #changes */}`, lines.join("\n")];
}

function sourceLine({ text: words, url }: Source, index: number): string {
  const number = `${index + 1}. <span id="source-${index + 1}"></span>`;
  if (url === undefined) return `${number}${text(words)}`;
  const [before = "", after = ""] = words.split(url);
  return `${number}${text(before)}[${text(url.replace(/^https?:\/\//, ""))}](${url})${text(after)}`;
}
