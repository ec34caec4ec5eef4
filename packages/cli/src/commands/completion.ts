import type { Command } from "commander";
import { candidates } from "../completion/candidates.ts";
import { SCRIPTS, type Shell } from "../completion/scripts.ts";
import { loadMessages } from "../messages.ts";
import { print } from "../output/print.ts";
import { printable } from "../output/text.ts";

/** Prints what a shell evaluates. */
export async function completion(shell: Shell): Promise<void> {
  await print(SCRIPTS[shell]);
}

/** Prints how a command line can go on, one candidate on each line: the word, a tab, and what it is for. */
export async function complete(program: Command, words: readonly string[]): Promise<void> {
  const found = await candidates(program, words, async (module) =>
    [...(await loadMessages(module))].map(({ name, title }) => ({ word: name, about: title })),
  );
  await print(found.map(({ word, about }) => `${printable(word)}\t${printable(about)}\n`).join(""));
}
