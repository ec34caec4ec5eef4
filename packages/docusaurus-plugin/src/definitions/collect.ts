import type { Message } from "@wirebook/codec";
import { readPlan } from "@wirebook/codec/plan";
import { type ExampleOptions, exampleForms } from "../examples/example.ts";
import { memberRows } from "../members/rows.ts";
import { codecModule } from "./codec-module.ts";
import type { Counterpart, Definition } from "./definition.ts";

/**
 * Takes down all that the pages show of message types.
 *
 * @throws TypeError when something in the list is no message type, or two have the same name
 */
export function collectDefinitions(messages: Iterable<Message>, options: ExampleOptions): Definition[] {
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

function define(message: Message, list: readonly Message[], options: ExampleOptions): Definition {
  const { name, direction, type, title, summary, draft, roles, limits, schema, answer, deadline } = message;
  // A page that everybody reads does not tell of a draft.
  const isTold = (other: Message) => draft || !other.draft;
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
    since: typeof schema.since === "string" ? schema.since : undefined,
    answer: answer && isTold(answer) ? counterpart(answer, deadline) : undefined,
    answers: list
      .filter((other) => other.answer?.name === name && isTold(other))
      .map((other) => counterpart(other, other.deadline)),
    rows: memberRows(readPlan(schema)),
    examples: message.examples.map((example) => exampleForms(message, example, options)),
    codec: codecModule(message),
  };
}

function counterpart(
  { name, title }: Pick<Message, "name" | "title">,
  deadline: number | undefined,
): Counterpart {
  return { name, title, deadline };
}
