import type { Definition } from "../definitions/definition.ts";
import type { PluginOptions } from "../options.ts";
import { schemaPath } from "./paths.ts";

/** What the components of a message type's page read; it lies beside the page. */
export interface PageData
  extends Pick<
    Definition,
    "name" | "title" | "direction" | "type" | "limits" | "answer" | "answers" | "since" | "examples"
  > {
  readonly topic: PluginOptions["topic"];
  /** Path of the JSON Schema below `baseUrl`. */
  readonly schema?: string | undefined;
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
    answer,
    answers,
    since,
    schema: options.schemas === false ? undefined : schemaPath(options.schemas, name),
    examples,
  };
}
