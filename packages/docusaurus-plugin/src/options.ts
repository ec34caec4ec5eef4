import type { OptionValidationContext } from "@docusaurus/types";
import { DEFAULT_PLUGIN_ID } from "@docusaurus/utils";
import { Joi } from "@docusaurus/utils-validation";
import type { Message } from "@wirebook/codec";

/** One level of a topic name in front of direction and type. */
export interface TopicLevel {
  /** What the level is called: `prefix`, `device`. */
  readonly name: string;
  /** What stands there in examples. */
  readonly example: string;
  readonly description?: string;
}

/** Options of `docusaurus-plugin-wirebook`, with their defaults. */
export interface PluginOptions {
  /** Tells several instances apart. */
  readonly id: string;
  /**
   * The module that exports the definitions, as `messages` or as its default: a path from the site's folder, or the
   * name of a package. A function that returns them does as well, without watch mode.
   */
  readonly messages: string | (() => Iterable<Message> | Promise<Iterable<Message>>);
  /** Folder of the pages, from the site's folder; it has to lie in that of a docs plugin. */
  readonly path: string;
  /** Folder of the docs plugin that the pages belong to, from the site's folder. */
  readonly docsPath: string;
  /** Id of the docs plugin that the pages belong to. */
  readonly docsPluginId: string;
  /** Module that the TypeScript examples import a message type from; `{name}` stands for its name. */
  readonly importFrom: string;
  /** The levels of a topic name in front of direction and type. */
  readonly topic: readonly TopicLevel[];
  /** Host that the examples publish to. */
  readonly broker: string;
  /** Path of the page that holds the playground alone, below `baseUrl`; `false` for no such page. */
  readonly playground: string | false;
  /** Path of the JSON Schema files, below `baseUrl`; `false` for none. */
  readonly schemas: string | false;
  /** Further paths or globs to watch while the development server runs. */
  readonly watch: readonly string[];
}

/** Options as a site gives them: only `messages` is required. */
export type Options = Partial<PluginOptions> & Pick<PluginOptions, "messages">;

/** What is used where a site says nothing. */
export const DEFAULT_OPTIONS: Omit<PluginOptions, "messages"> = {
  id: DEFAULT_PLUGIN_ID,
  path: "docs/messages",
  docsPath: "docs",
  docsPluginId: DEFAULT_PLUGIN_ID,
  importFrom: "./messages",
  topic: [
    { name: "prefix", example: "prefix" },
    { name: "device", example: "device" },
  ],
  broker: "localhost",
  playground: "playground",
  schemas: "schemas",
  watch: [],
};

const NO_LIST =
  '"messages" must be a module or a function that returns the definitions: Docusaurus copies a list into the JavaScript of every page, drafts and all';

const segment = Joi.string().pattern(/^[^/\s][^\s]*[^/\s]$|^[^/\s]$/, "path without slashes at its ends");

const schema = Joi.object<PluginOptions>({
  messages: Joi.alternatives()
    .try(Joi.string(), Joi.function())
    .required()
    .messages({ "alternatives.types": NO_LIST, "alternatives.match": NO_LIST }),
  path: Joi.string().default(DEFAULT_OPTIONS.path),
  docsPath: Joi.string().default(DEFAULT_OPTIONS.docsPath),
  docsPluginId: Joi.string().default(DEFAULT_OPTIONS.docsPluginId),
  importFrom: Joi.string().default(DEFAULT_OPTIONS.importFrom),
  topic: Joi.array()
    .items(
      Joi.object({
        name: Joi.string().required(),
        example: Joi.string().required(),
        description: Joi.string(),
      }),
    )
    .default(DEFAULT_OPTIONS.topic),
  broker: Joi.string().hostname().default(DEFAULT_OPTIONS.broker),
  playground: Joi.alternatives().try(segment, Joi.valid(false)).default(DEFAULT_OPTIONS.playground),
  schemas: Joi.alternatives().try(segment, Joi.valid(false)).default(DEFAULT_OPTIONS.schemas),
  watch: Joi.array().items(Joi.string()).default(DEFAULT_OPTIONS.watch),
});

/** Checks the options and fills in what they leave out. */
export function validateOptions({
  validate,
  options,
}: OptionValidationContext<Options, PluginOptions>): PluginOptions {
  return validate(schema, options);
}
