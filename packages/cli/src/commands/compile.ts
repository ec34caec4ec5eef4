import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compileMessage } from "@wirebook/codec/compile";
import { loadMessages, type MessageChoice } from "../messages.ts";
import { print } from "../output/print.ts";

/** Where to write. */
interface CompileChoice extends Pick<MessageChoice, "messages"> {
  readonly out: string;
}

/**
 * Writes each message type's codec as ES modules with their types: `<out>/up/data.js`, the small `<out>/up/data.small.js`
 * for browsers, and the types of both.
 */
export async function compile(options: CompileChoice): Promise<void> {
  for (const message of await loadMessages(options.messages)) {
    const file = join(options.out, message.name);
    const { js, small, dts } = compileMessage(message);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.js`, js);
    await writeFile(`${file}.small.js`, small);
    for (const types of [`${file}.d.ts`, `${file}.small.d.ts`]) await writeFile(types, dts);
    await print(`${file}.js\n`, `The module was written all the same: ${file}.js.`);
  }
}
