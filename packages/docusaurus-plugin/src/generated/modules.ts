import type { Definition } from "../definitions/definition.ts";
import { pageFile } from "../pages/paths.ts";
import type { ShownMessage } from "./shown.ts";

/** A line of the list of message types. */
export interface IndexEntry extends Pick<Definition, "name" | "title" | "summary" | "direction" | "draft"> {
  readonly permalink: string;
}

/** What the playground knows of a message type. */
export interface PlaygroundMessage extends Pick<Definition, "name" | "title"> {
  readonly permalink: string;
  /** Payload of the first example, in hexadecimal. */
  readonly example: string;
}

/** What `playground.js` exports as its default. */
export interface PlaygroundModule {
  readonly messages: readonly PlaygroundMessage[];
  /** Starts the thread that the codecs run in. */
  start(): Worker;
}

/**
 * The generated modules that the pages share. They hold what has a page in this tree, and nothing else: no name, member
 * or codec of a draft where drafts are left out.
 */
export function generatedModules(shown: readonly ShownMessage[]): Map<string, string> {
  return new Map([
    ["index.json", JSON.stringify(shown.map(indexEntry))],
    ["playground.js", playgroundModule(shown.map(playgroundMessage))],
    ["worker.js", workerModule(shown.map(({ definition }) => definition.name))],
    ...shown.map(({ definition: { name, codec } }): [string, string] => [codecFile(name), codec]),
  ]);
}

function indexEntry({ definition, permalink }: ShownMessage): IndexEntry {
  const { name, title, summary, direction, draft } = definition;
  return { name, title, summary, direction, permalink, draft };
}

function playgroundMessage({
  definition: { name, title, examples },
  permalink,
}: ShownMessage): PlaygroundMessage {
  return { name, title, permalink, example: examples[0]?.hex ?? "" };
}

function playgroundModule(messages: readonly PlaygroundMessage[]): string {
  return [
    "export default {",
    `  messages: ${JSON.stringify(messages)},`,
    '  start: () => new Worker(new URL("./worker.js", import.meta.url)),',
    "};",
    "",
  ].join("\n");
}

function workerModule(names: readonly string[]): string {
  const codecs = names.map(
    (name) => `  ${JSON.stringify(name)}: () => import(${JSON.stringify(`./${codecFile(name)}`)}),`,
  );
  return ['import { serve } from "@wirebook-client/serve";', "serve({", ...codecs, "});", ""].join("\n");
}

function codecFile(name: string): string {
  return `codecs/${pageFile(name)}.js`;
}
