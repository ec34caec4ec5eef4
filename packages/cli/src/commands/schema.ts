import { findMessage, loadMessages, type MessageChoice } from "../messages.ts";
import { jsonText } from "../output/json.ts";
import { print } from "../output/print.ts";

/** Prints the JSON Schema 2020-12 of a message type's JSON form. */
export async function schema(name: string, options: Pick<MessageChoice, "messages">): Promise<void> {
  const message = findMessage(await loadMessages(options.messages), name);
  await print(jsonText(message.schema));
}
