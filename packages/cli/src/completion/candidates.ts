import type { Command, Option } from "commander";

/** One way to go on, with what it is for where that is known. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/** Names of message types, as `--message` takes them; `module` is what `--messages` names. */
export type MessageNames = (module?: string) => Promise<readonly Candidate[]>;

/** Options whose value is the name of a message type. */
const NAMING = new Set(["--message", "--type"]);

/**
 * How a command line can go on: `words` are those behind the program's name, the last of them the one that is being
 * written, which may be empty. Nothing at all where a file is expected, or anything.
 */
export async function candidates(
  program: Command,
  words: readonly string[],
  messageNames: MessageNames,
): Promise<readonly Candidate[]> {
  const apart = words.flatMap(apartAtSign);
  const begun = apart.at(-1) ?? "";
  const before = apart.slice(0, -1);
  const [, sign = ""] = GIVEN.exec(words.at(-1) ?? "") ?? [];
  const command = commandOf(program, before);
  const expecting = command.options.find((option) => takesValue(option) && isNamed(option, before.at(-1)));
  const possible =
    expecting !== undefined
      ? await valuesOf(expecting, before, messageNames)
      : begun.startsWith("-")
        ? optionsOf(command)
        : await argumentsOf(command, before, messageNames);
  return possible
    .filter(({ word }) => word.startsWith(begun))
    .map(({ word, about }) => ({ word: sign + word, about }));
}

/** An option with its value in one word. */
const GIVEN = /^(--[^=]+=)(.*)$/s;

/** The option and its value, which are one word of most shells; of bash they are three, with the sign between them. */
function apartAtSign(word: string, index: number, words: readonly string[]): string[] {
  if (word === "=" && words[index - 1]?.startsWith("--")) return index === words.length - 1 ? [""] : [];
  const [, option, value] = GIVEN.exec(word) ?? [];
  return option === undefined ? [word] : [option.slice(0, -1), value as string];
}

function commandOf(program: Command, words: readonly string[]): Command {
  let command = program;
  for (const word of words) {
    const next = command.commands.find((sub) => sub.name() === word || sub.aliases().includes(word));
    if (next !== undefined) command = next;
  }
  return command;
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

function isNamed(option: Option, word: string | undefined): boolean {
  return word !== undefined && (option.long === word || option.short === word);
}

async function valuesOf(
  option: Option,
  words: readonly string[],
  messageNames: MessageNames,
): Promise<readonly Candidate[]> {
  if (option.long !== undefined && NAMING.has(option.long)) return messageNames(moduleIn(words));
  return (option.argChoices ?? []).map((word) => ({ word, about: "" }));
}

function optionsOf(command: Command): readonly Candidate[] {
  return command.options
    .filter((option) => !option.hidden && option.long !== undefined)
    .map((option) => ({ word: option.long as string, about: option.description }));
}

async function argumentsOf(
  command: Command,
  words: readonly string[],
  messageNames: MessageNames,
): Promise<readonly Candidate[]> {
  if (command.commands.length > 0) {
    return command
      .createHelp()
      .visibleCommands(command)
      .map((sub) => ({ word: sub.name(), about: sub.description() }));
  }
  const [argument] = command.registeredArguments;
  if (argument?.argChoices !== undefined) return argument.argChoices.map((word) => ({ word, about: "" }));
  return command.name() === "schema" ? messageNames(moduleIn(words)) : [];
}

function moduleIn(words: readonly string[]): string | undefined {
  const at = words.indexOf("--messages");
  return at < 0 ? undefined : words[at + 1];
}
