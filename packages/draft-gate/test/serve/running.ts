import { readFileSync } from "node:fs";
import path from "node:path";
import * as v from "valibot";
import { changeUsers } from "../../src/serve/accounts/users-file.ts";
import { configSchema } from "../../src/serve/config/config.ts";
import { type Server, serve } from "../../src/serve/serve.ts";
import { hashPassword } from "../../src/serve/sign-in/local/passwords.ts";

export const password = "a long pass phrase of ada's";
export const secretOfServer = "0123456789abcdef0123456789abcdef";
/** Where browsers would find the server; nothing of it is taken from the port that it listens on. */
export const origin = "https://docs.example.com";

/** A server in this process, with an account `ada`. */
export interface Running extends Server {
  readonly usersFile: string;
  readonly log: string[];
  /** The lines of the audit log. */
  audit(): Record<string, string>[];
  auditText(): string;
}

/** Starts a server for a folder. Listens on a free port. */
export async function running(dir: string, settings: Record<string, unknown> = {}): Promise<Running> {
  const usersFile = path.join(dir, "users.json");
  const auditFile = path.join(dir, `audit-${Math.random()}.jsonl`);
  const config = v.parse(configSchema, {
    url: origin,
    secrets: [secretOfServer],
    listen: { port: 0 },
    users: usersFile,
    audit: auditFile,
    ...settings,
  });
  await addAccount(usersFile, "ada");
  const log: string[] = [];
  const server = await serve(dir, config, (level, message) => log.push(`${level} ${message}`));
  const auditText = () => readFileSync(auditFile, "utf8");
  return {
    ...server,
    usersFile,
    log,
    auditText,
    audit: () =>
      auditText()
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
}

let hash: Promise<string> | undefined;

/** Adds an account with the password above, as `user add` does. */
export async function addAccount(file: string, name: string): Promise<void> {
  hash ??= hashPassword(password);
  const account = { hash: await hash, since: "2026-01-01T00:00:00.000Z" };
  await changeUsers(file, (users) => ({ ...users, users: { ...users.users, [name]: account } }));
}
