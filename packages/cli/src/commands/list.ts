import { loadMessages, type MessageChoice } from "../messages.ts";
import { coloursFor, widthOf } from "../output/colours.ts";
import { print } from "../output/print.ts";
import { table } from "../output/table.ts";

/** Lists the message types. */
export async function list(options: Pick<MessageChoice, "messages">): Promise<void> {
  const registry = await loadMessages(options.messages);
  const rows = [...registry].map((message) => [
    message.name,
    message.title,
    message.direction,
    message.draft ? "draft" : "",
  ]);
  const header = ["name", "title", "direction", "draft"];
  await print(table(header, rows, widthOf(process.stdout), coloursFor(process.stdout)));
}
