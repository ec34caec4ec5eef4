import type { Message } from "@wirebook/codec";
import { readPlan } from "@wirebook/codec/plan";
import { exampleForms } from "../examples/example.mjs";
import { memberRows } from "../members/rows.mjs";
import { codecModule } from "./codec-module.mjs";
import type { Definition, ReadingOptions } from "./definition.mjs";

/**
 * Takes down all that the pages show of message types.
 *
 * @throws TypeError when something in the list is no message type, or two have the same name
 */
export function collectDefinitions(messages: Iterable<Message>, options: ReadingOptions): Definition[] {
  const list = [...messages];
  const names = new Set<string>();
  for (const message of list) {
    if (typeof message?.name !== "string" || typeof message.decode !== "function") {
      throw new TypeError("messages: expected a list of what defineMessage returns");
    }
    if (names.has(message.name)) throw new TypeError(`messages: two are named "${message.name}"`);
    names.add(message.name);
  }
  return list.map((message) => define(message, list, options));
}

function define(message: Message, list: readonly Message[], options: ReadingOptions): Definition {
  const { name, direction, type, title, summary, draft, roles, limits, schema, answer, deadline } = message;
  const within = deadline === undefined ? {} : { deadline };
  // A page that everybody reads does not tell of a draft.
  const tells = (other: Message) => draft || !other.draft;
  return {
    name,
    direction,
    type,
    title,
    summary,
    draft,
    roles,
    limits,
    schema,
    ...(typeof schema.since === "string" ? { since: schema.since } : {}),
    ...(answer && tells(answer) ? { answer: { name: answer.name, title: answer.title, ...within } } : {}),
    answers: list
      .filter((other) => other.answer?.name === name && tells(other))
      .map((other) => ({
        name: other.name,
        title: other.title,
        ...(other.deadline === undefined ? {} : { deadline: other.deadline }),
      })),
    rows: memberRows(readPlan(schema)),
    examples: message.examples.map((example) => exampleForms(message, example, options)),
    codec: codecModule(message),
  };
}
