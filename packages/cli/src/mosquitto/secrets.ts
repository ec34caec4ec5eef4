import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { hashPassword, type MosquittoSettings } from "@wirebook/mqtt/mosquitto";
import { badUsage } from "../error.ts";
import { remark } from "../output/print.ts";
import type { OpenSettings } from "./choice.ts";
import { readText } from "./read-text.ts";

/** Files of secrets; `-` is standard input. */
export interface SecretFiles {
  readonly password?: string;
  readonly pskKey?: string;
}

/** Fills in the hashes of passwords, and the keys: from a file, or asked for at the terminal. No secret is kept besides. Where they may be made up, what no file has is. */
export async function withSecrets(
  settings: OpenSettings,
  files: SecretFiles,
  mayMakeUp = false,
): Promise<MosquittoSettings> {
  if (files.password === "-" && files.pskKey === "-") {
    throw badUsage("expected --password or --psk-key from standard input, found both");
  }
  // Of another form than settings: whoever reads them says so.
  if (typeof settings !== "object" || settings === null || Array.isArray(settings))
    return settings as unknown as MosquittoSettings;
  const { users, keys, ...others } = settings;
  // What is no list is told by whoever looks at the settings.
  const nameless = (Array.isArray(users) ? users : []).filter((user) => user?.passwordHash === undefined);
  const keyless = (Array.isArray(keys) ? keys : []).filter((key) => key?.key === undefined);
  const passwords = await secretsFor(
    nameless.map(({ name }) => name),
    files.password,
    { option: "--password", what: "password", mayMakeUp },
  );
  const given = await secretsFor(
    keyless.map(({ identity }) => identity),
    files.pskKey,
    { option: "--psk-key", what: "key", mayMakeUp },
  );
  const hashes = new Map<string, string>();
  for (const [name, password] of passwords) hashes.set(name, await hashed(name, password));
  return {
    ...others,
    ...(users === undefined
      ? {}
      : {
          users:
            nameless.length === 0
              ? users
              : users.map((user) => ({ passwordHash: hashes.get(user.name), ...user })),
        }),
    ...(keys === undefined
      ? {}
      : {
          keys: keyless.length === 0 ? keys : keys.map((key) => ({ key: given.get(key.identity), ...key })),
        }),
  } as MosquittoSettings;
}

async function hashed(name: string, password: string): Promise<string> {
  try {
    return await hashPassword(password);
  } catch (error) {
    throw badUsage(`password of ${name}: ${(error as Error).message}`);
  }
}

/** How a secret is asked for. */
interface Asked {
  readonly option: string;
  readonly what: string;
  readonly mayMakeUp: boolean;
}

async function secretsFor(
  names: readonly string[],
  file: string | undefined,
  asked: Asked,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (file !== undefined) {
    if (names.length === 0) {
      throw badUsage(
        `${asked.option}: expected nobody's ${asked.what} to be missing, and so no file of them`,
      );
    }
    const { name: source, text } = await readText(file, `a ${asked.what}`);
    const lines = text.split(/\r?\n/);
    const byName = new Map<string, string[]>();
    for (const line of lines) {
      const same = byName.get(nameIn(line));
      if (same === undefined) byName.set(nameIn(line), [line]);
      else same.push(line);
    }
    for (const name of names)
      found.set(name, secretIn(byName.get(name) ?? (names.length === 1 ? lines : []), name, asked));
    tellUnused(lines, names, source);
    return found;
  }
  if (asked.mayMakeUp && names.length > 0) {
    remark(
      `- The ${asked.what} of ${names.length === 1 ? "one" : names.length} is made up, since --check alone needs none.`,
    );
    for (const name of names) found.set(name, randomBytes(32).toString("hex"));
    return found;
  }
  for (const name of names) found.set(name, await ask(name, asked));
  return found;
}

/** What stands before the first colon of a line; no name has one. */
function nameIn(line: string): string {
  const end = line.indexOf(":");
  return end < 0 ? "" : line.slice(0, end);
}

/** The line `name:secret` among those of a name; of one alone, the secret may be the only line. */
function secretIn(lines: readonly string[], name: string, { option, what }: Asked): string {
  const [own, again] = lines.filter((line) => line.startsWith(`${name}:`));
  if (again !== undefined) throw badUsage(`${option}: expected one line ${name}:${what}, found several`);
  if (own !== undefined) return own.slice(name.length + 1);
  const [only = "", ...others] = lines.filter((line) => line !== "");
  const hint = `Write ${name}: before it.`;
  if (only !== "" && others.length === 0) {
    // A sentence may have a colon; what has one behind a word, or is no key, is rather the line of somebody else.
    if (!/^[^\s:]+:/.test(only) && !(what === "key" && only.includes(":"))) return only;
    throw badUsage(
      `${option}: expected a line ${name}:${what}, found one with something else before a colon`,
      hint,
    );
  }
  throw badUsage(`${option}: expected a line ${name}:${what}`);
}

/** Tells of lines that are for nobody, by their numbers: what stands there may be a secret. */
function tellUnused(lines: readonly string[], names: readonly string[], source: string): void {
  const asked = new Set(names);
  const known = (line: string) => asked.has(nameIn(line));
  if (!lines.some(known)) return;
  const unused = lines.flatMap((line, index) => (line === "" || known(line) ? [] : [index + 1]));
  if (unused.length > 0) {
    const more = unused.length > MOST_TOLD ? " and others" : "";
    remark(
      `- ${source}: nobody's is asked for that stands at line ${unused.slice(0, MOST_TOLD).join(", ")}${more}.`,
    );
  }
}

/** The most lines whose numbers are said. */
const MOST_TOLD = 10;

/** Asks at the terminal, and shows nothing of the answer. */
async function ask(name: string, { option, what }: Asked): Promise<string> {
  if (!process.stdin.isTTY) {
    throw badUsage(
      `expected the ${what} of ${name}`,
      `Name the file that holds it, or - for standard input: ${option} FILE. At a terminal it is asked for.`,
    );
  }
  process.stderr.write(`${what} of ${name}: `);
  const nowhere = new Writable({ write: (_, __, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await terminal.question("");
  } finally {
    terminal.close();
    process.stderr.write("\n");
  }
}
