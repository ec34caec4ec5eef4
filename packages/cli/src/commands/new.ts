import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { badUsage } from "../error.ts";
import { loadMessages, type MessageChoice } from "../messages.ts";
import { print } from "../output/print.ts";
import { addToList } from "../scaffold/list-file.ts";
import { type Names, namesOf } from "../scaffold/names.ts";
import { type EnvelopeName, messageFile, type Surroundings } from "../scaffold/template.ts";

/** What `new` may be told. */
export interface NewOptions extends Pick<MessageChoice, "messages"> {
  /** Folder of the definitions. */
  readonly dir?: string;
  /** Whether a message type `down/…` answers a request. */
  readonly answer?: boolean;
}

/** Writes the file of a new message type and its line in the list. */
export async function newMessage(name: string, options: NewOptions): Promise<void> {
  const names = namesOf(name);
  if (options.messages !== undefined && (await loadMessages(options.messages)).get(name) !== undefined) {
    throw badUsage(`there is a message type ${name} in ${options.messages} already`);
  }
  const folder = options.dir === undefined ? ownFolder() : resolve(options.dir);
  if (!existsSync(folder))
    throw badUsage(`--dir ${options.dir}: no such folder`, "Make it first, or name another.");
  const file = join(folder, `${name}.ts`);
  if (existsSync(file)) throw badUsage(`${shown(file)} is there already`, "Edit it, or choose another name.");

  const list = join(folder, "messages.ts");
  const text = messageFile(names, surroundingsOf(names, folder, options.answer ?? false));
  const listed = addToList(existsSync(list) ? readFileSync(list, "utf8") : undefined, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: "wx" });
  writeFileSync(list, listed);
  await print(whatNext(file, list, names), `The files were written all the same: ${file}, ${list}.`);
}

/** `schemas/src` of the nearest folder upwards that has one. */
function ownFolder(): string {
  for (let at = resolve("."); ; at = dirname(at)) {
    const folder = join(at, "schemas", "src");
    if (existsSync(folder)) return folder;
    if (dirname(at) === at)
      throw badUsage(
        "there is no folder schemas/src here",
        "Name the folder of your definitions: --dir FOLDER",
      );
  }
}

function surroundingsOf(names: Names, folder: string, answers: boolean): Surroundings {
  const envelope = envelopeFor(names, folder, answers);
  return { envelope, sources: existsSync(join(folder, "sources.ts")), answer: answerTo(names) };
}

/** The envelopes are those of the folder's own `envelope.ts`; without one, a payload is what it is. */
function envelopeFor(names: Names, folder: string, answers: boolean): EnvelopeName {
  if (answers && names.direction !== "down")
    throw badUsage(`--answer: expected a name in down/, found ${names.name}`);
  if (!existsSync(join(folder, "envelope.ts"))) return "none";
  switch (names.direction) {
    case "up":
      return "uplink";
    case "down":
      return answers ? "answer" : "command";
    case "req":
      if (existsSync(join(folder, `${answerTo(names).name}.ts`))) return "request";
      throw badUsage(
        `${names.name}: expected its answer ${answerTo(names).name} to be there`,
        `Begin with: wirebook new ${answerTo(names).name} --answer`,
      );
    default:
      throw badUsage(`${names.name}: expected a name in up/, req/ or down/`);
  }
}

function answerTo(names: Names): Names {
  return namesOf(`down/${names.type}`);
}

function whatNext(file: string, list: string, names: Names): string {
  const home = packageAbove(file);
  const generates = home !== undefined && "generate" in home.scripts;
  const steps = [
    `Say what it is: title, summary, fields and the two examples in ${shown(file)}.`,
    "It is a draft until you take out the line draft: true; then give the source of its facts too.",
    ...(generates ? [`Write its examples as CBOR: npm run generate -w ${home.name}`] : []),
    generates
      ? "Build and check: npm run check && npm test"
      : "Build, then try it: wirebook list --messages MODULE",
  ];
  return [
    `Wrote ${shown(file)}`,
    `Added ${names.name} to ${shown(list)}`,
    "",
    "What to do next:",
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    "",
  ].join("\n");
}

function packageAbove(file: string): { name: string; scripts: object } | undefined {
  for (let at = dirname(file); dirname(at) !== at; at = dirname(at)) {
    const path = join(at, "package.json");
    if (existsSync(path)) return { name: "", scripts: {}, ...JSON.parse(readFileSync(path, "utf8")) };
  }
  return undefined;
}

function shown(path: string): string {
  const short = relative(".", path);
  return short.startsWith("..") ? path : short;
}
