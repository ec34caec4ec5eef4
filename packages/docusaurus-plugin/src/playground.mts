import type { Definition } from "./definitions/definition.mjs";
import { pageFile } from "./pages/paths.mjs";

/** A message type that has a page in this tree. */
export interface ShownMessage {
  readonly definition: Definition;
  readonly permalink: string;
}

/** A line of the list of message types. */
export interface IndexEntry {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly direction: string;
  readonly permalink: string;
  readonly draft: boolean;
}

/**
 * The generated modules that the pages share. They hold what has a page in this tree, and nothing else: no name, member
 * or codec of a draft where drafts are left out.
 */
export function playgroundFiles(shown: readonly ShownMessage[]): Map<string, string> {
  const index = shown.map(
    ({ definition: { name, title, summary, direction, draft }, permalink }): IndexEntry => ({
      name,
      title,
      summary,
      direction,
      permalink,
      draft,
    }),
  );
  const messages = shown.map(({ definition: { name, title, examples }, permalink }) => ({
    name,
    title,
    permalink,
    example: examples[0]?.hex ?? "",
  }));
  const codecs = shown.map(
    ({ definition: { name } }) =>
      `  ${JSON.stringify(name)}: () => import(${JSON.stringify(`./codecs/${pageFile(name)}.js`)}),`,
  );
  return new Map([
    ["index.json", JSON.stringify(index)],
    [
      "playground.js",
      [
        `export const messages = ${JSON.stringify(messages)};`,
        'export const start = () => new Worker(new URL("./worker.js", import.meta.url));',
        "export default { messages, start };",
        "",
      ].join("\n"),
    ],
    [
      "worker.js",
      ['import { serve } from "@wirebook-playground/serve";', "serve({", ...codecs, "});", ""].join("\n"),
    ],
    ...shown.map(({ definition }): [string, string] => [
      `codecs/${pageFile(definition.name)}.js`,
      definition.codec,
    ]),
  ]);
}
