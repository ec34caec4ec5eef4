import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { hashPassword, type MosquittoSettings } from "@wirebook/mqtt/mosquitto";
import { badUsage } from "../error.ts";
import { openInput, readAll } from "../input/stream.ts";
import type { OpenSettings } from "./choice.ts";

/** Files of secrets; `-` is standard input. */
export interface SecretFiles {
  readonly password?: string;
  readonly pskKey?: string;
}

/** Fills in the hashes of passwords, and the keys: from a file, or asked for at the terminal. No secret is kept besides. */
export async function withSecrets(settings: OpenSettings, files: SecretFiles): Promise<MosquittoSettings> {
  if (files.password === "-" && files.pskKey === "-") {
    throw badUsage("expected --password or --psk-key from standard input, found both");
  }
  // Of another form than settings: whoever reads them says so.
  if (typeof settings !== "object" || settings === null) return settings;
  const { users, keys, ...others } = settings;
  // What is no list is told by whoever looks at the settings.
  const nameless = (Array.isArray(users) ? users : []).filter((user) => user?.passwordHash === undefined);
  const keyless = (Array.isArray(keys) ? keys : []).filter((key) => key?.key === undefined);
  const passwords = await secretsFor(
    nameless.map(({ name }) => name),
    files.password,
    { option: "--password", what: "password" },
  );
  const given = await secretsFor(
    keyless.map(({ identity }) => identity),
    files.pskKey,
    { option: "--psk-key", what: "key" },
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
    const lines = (await readAll(openInput(file, `a ${asked.what}`))).toString("utf8").split(/\r?\n/);
    for (const name of names) found.set(name, secretIn(lines, name, names.length === 1, asked));
    return found;
  }
  for (const name of names) found.set(name, await ask(name, asked));
  return found;
}

/** The line `name:secret`; of one alone, the secret may be the only line. */
function secretIn(lines: readonly string[], name: string, alone: boolean, { option, what }: Asked): string {
  const own = lines.find((line) => line.startsWith(`${name}:`));
  if (own !== undefined) return own.slice(name.length + 1);
  const [only = "", ...others] = lines.filter((line) => line !== "");
  if (alone && only !== "" && others.length === 0) return only;
  throw badUsage(`${option}: expected a line ${name}:${what}`);
}

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
