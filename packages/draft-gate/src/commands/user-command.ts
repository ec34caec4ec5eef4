import path from "node:path";
import { Command } from "commander";
import { DraftGateError } from "../error.ts";
import { readPassword } from "./read-password.ts";

/** The shortest password that is taken, in characters; the longest in bytes is the server's. */
const shortest = 12;

/** `docusaurus-draft-gate user` */
export function userCommand(): Command {
  return new Command("user")
    .description("manage who may read, in the file of local accounts")
    .addCommand(
      onFile(
        "add",
        "add an account, or give it another password; the password is asked for, or read from standard input",
      )
        .argument("<name>", "the name to sign in with")
        .action(async (name: string, options: FileOption) => add(name, fileOf(options))),
    )
    .addCommand(
      onFile("list", "list the accounts").action(async (options: FileOption) => list(fileOf(options))),
    )
    .addCommand(
      onFile("remove", "remove an account; its sessions end")
        .argument("<name>", "the name of the account")
        .action(async (name: string, options: FileOption) => remove(name, fileOf(options))),
    )
    .addCommand(
      onFile("revoke", "end the sessions of one reader, local or not, or of all")
        .argument("[reader]", "the reader's name or e-mail address")
        .option("--all", "end the sessions of all readers")
        .action(async (reader: string | undefined, options: FileOption & { all?: true }) => {
          if ((reader === undefined) === (options.all === undefined)) {
            throw new DraftGateError(
              "users",
              "user revoke takes the name of a reader, or --all, and not both.",
            );
          }
          await revoke(reader, fileOf(options));
        }),
    );
}

interface FileOption {
  readonly users?: string;
}

function onFile(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option(
      "--users <file>",
      "the file of local accounts (default: DRAFT_GATE_USERS, or draft-gate-users.json)",
    );
}

function fileOf({ users }: FileOption): string {
  return path.resolve(users ?? process.env.DRAFT_GATE_USERS ?? "draft-gate-users.json");
}

/** Only these commands need the libraries behind the file. */
function accounts() {
  return import("../serve/accounts/users-file.ts");
}

async function add(name: string, file: string): Promise<void> {
  if (!/^[^\s\p{Cc}]([^\p{Cc}]{0,198}[^\s\p{Cc}])?$/u.test(name)) {
    throw new DraftGateError(
      "users",
      "A name has 1 to 200 characters, no control characters, and no space at its ends.",
    );
  }
  if (["__proto__", "constructor", "prototype"].includes(name)) {
    throw new DraftGateError("users", `"${name}" cannot be a name here. Choose another one.`);
  }
  const { changeUsers } = await accounts();
  const { hashPassword, longestPassword } = await import("../serve/sign-in/local/passwords.ts");
  const password = await readPassword(`Password for ${name}: `);
  if ([...password].length < shortest || Buffer.byteLength(password) > longestPassword || password === name) {
    throw new DraftGateError(
      "users",
      `A password has at least ${shortest} characters, at most ${longestPassword} bytes, and is not the name. Nothing was changed.`,
    );
  }
  const { isCommonPassword } = await import("../serve/sign-in/local/common-passwords.ts");
  if (isCommonPassword(password)) {
    throw new DraftGateError(
      "users",
      "This password is one of those that are tried first, or close to one. Choose another one. Nothing was changed.",
    );
  }
  const account = { hash: await hashPassword(password), since: new Date().toISOString() };
  await changeUsers(file, (users) => ({ ...users, users: { ...users.users, [name]: account } }));
  console.log(`${name} can sign in.`);
}

async function list(file: string): Promise<void> {
  const { users } = await (await accounts()).readUsers(file);
  for (const [name, { since }] of Object.entries(users)) console.log(`${name}\t${since}`);
}

async function remove(name: string, file: string): Promise<void> {
  const { changeUsers } = await accounts();
  await changeUsers(file, (users) => {
    const { [name]: account, ...others } = users.users;
    if (account === undefined) {
      throw new DraftGateError(
        "users",
        `There is no account "${name}" in ${file}. List them: docusaurus-draft-gate user list`,
      );
    }
    return { ...users, users: others };
  });
  console.log(`${name} is removed.`);
}

async function revoke(reader: string | undefined, file: string): Promise<void> {
  const { changeUsers } = await accounts();
  const now = new Date().toISOString();
  await changeUsers(file, (users) =>
    reader === undefined
      ? { ...users, epoch: users.epoch + 1 }
      : { ...users, revoked: { ...users.revoked, [reader.toLowerCase()]: now } },
  );
  console.log(reader === undefined ? "All sessions end." : `The sessions of ${reader} end.`);
}
