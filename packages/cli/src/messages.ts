import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createRegistry, type Message, type Registry } from "@wirebook/codec";
import { badUsage, CliError } from "./error.ts";

/** How a command is told which message types there are, and which of them is meant. */
export interface MessageChoice {
  /** Path or package; else the message types of the Lobaro gateways. */
  readonly messages?: string;
  /** Name of a message type: `up/data`. */
  readonly message?: string;
  /** Topic name: `LOB/70b3d5e050020901/up/data`. */
  readonly topic?: string;
}

/**
 * Loads the message types of a module: its export `messages`, or else each export that is a message.
 *
 * @throws CliError when it cannot be loaded or holds none
 */
export async function loadMessages(module?: string): Promise<Registry> {
  const name = module ?? "@wirebook/schemas";
  const exported = await load(name, () =>
    module === undefined ? import("@wirebook/schemas") : import(locate(module)),
  );
  const listed = exported.messages;
  const isList = typeof listed === "object" && listed !== null && Symbol.iterator in listed;
  const found = [...(isList ? (listed as Iterable<unknown>) : new Set(Object.values(exported)))].filter(
    isMessage,
  );
  if (found.length === 0) {
    throw badUsage(
      `${name}: expected message types, found none`,
      "Export what defineMessage returns, or a list of it as `messages`.",
    );
  }
  return inModule(name, () => createRegistry(found));
}

/**
 * The message type that `--message` or `--topic` names; `undefined` where neither is given.
 *
 * @throws CliError when there is none of that name
 */
export async function chooseMessage(choice: MessageChoice): Promise<Message | undefined> {
  const { messages, message: name, topic } = choice;
  if (name === undefined && topic === undefined) {
    if (messages !== undefined) await loadMessages(messages); // a module that cannot be loaded is not passed over
    return undefined;
  }
  return findMessage(await loadMessages(messages), name ?? lastLevels(topic as string));
}

/**
 * Finds a message type by its name.
 *
 * @throws CliError when there is none; the hint names those that come near
 */
export function findMessage(registry: Registry, name: string): Message {
  const message = registry.get(name);
  if (message !== undefined) return message;
  const near = [...registry].map((other) => other.name).filter((other) => isNear(other, name));
  const meant = near.length > 0 ? `Did you mean ${near.join(" or ")}? ` : "";
  throw badUsage(`there is no message type ${name}`, `${meant}All of them: wirebook list`);
}

function lastLevels(topic: string): string {
  return topic.split("/").slice(-2).join("/");
}

/** Same type in another direction, the same word, or a slip of one character. */
function isNear(one: string, other: string): boolean {
  if (one.split("/")[1] === other.split("/").at(-1)) return true;
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [restOfOne, restOfOther] = [one.slice(start), other.slice(start)];
  return [restOfOne, restOfOne.slice(1)].some((a) => [restOfOther, restOfOther.slice(1)].includes(a));
}

/** A path where one is meant or there is one; else a package, as seen from the working directory. */
function locate(module: string): string {
  const path = resolve(module);
  if (existsSync(path) && statSync(path).isDirectory() && /[\\/]|^\.+$/.test(module)) {
    throw badUsage(`${module}: expected a module, found a folder`, "Name the file in it, such as index.js.");
  }
  if (/^(\.{0,2}[\\/]|[a-z]:)/i.test(module) || (existsSync(path) && statSync(path).isFile())) {
    if (!existsSync(path))
      throw badUsage(`${module}: no such file`, "Expected a module that exports message types.");
    return pathToFileURL(path).href;
  }
  try {
    return pathToFileURL(createRequire(resolve("wirebook.js")).resolve(module)).href;
  } catch {
    return module;
  }
}

async function load(name: string, run: () => Promise<object>): Promise<Record<string, unknown>> {
  try {
    return { ...(await run()) };
  } catch (error) {
    if (error instanceof CliError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_UNKNOWN_FILE_EXTENSION" && /\.[cm]?ts$/.test(name)) {
      throw badUsage(
        `${name}: this version of Node cannot load TypeScript`,
        "Compile it first, or run Node 22.18 or later.",
      );
    }
    if (code === "ERR_MODULE_NOT_FOUND" && message.includes(`'${name}'`)) {
      throw badUsage(`${name}: there is no such package`, "Is it installed? A path starts with ./ or /");
    }
    throw badUsage(
      `${name}: cannot be loaded: ${message.split("\n")[0]}`,
      "Is it built, with all that it imports?",
    );
  }
}

function inModule<T>(name: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw badUsage(`${name}: ${(error as Error).message}`);
  }
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== "object" || value === null) return false;
  const { name, schema, decode, encode } = value as Partial<Message>;
  return (
    typeof name === "string" &&
    typeof schema === "object" &&
    typeof decode === "function" &&
    typeof encode === "function"
  );
}
