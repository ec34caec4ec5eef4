import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import lockfile from "proper-lockfile";
import * as v from "valibot";
import { DraftGateError } from "../../error.ts";

const time = v.pipe(v.string(), v.isoTimestamp());

const usersSchema = v.strictObject({
  /** The version of the format. */
  draftGateUsers: v.literal(1),
  /** Sessions of another epoch have ended. */
  epoch: v.pipe(v.number(), v.integer(), v.minValue(0)),
  users: v.record(
    v.string(),
    v.strictObject({
      /** In the PHC format: `$argon2id$…`. */
      hash: v.pipe(v.string(), v.startsWith("$argon2id$")),
      /** When the password was set. */
      since: time,
    }),
  ),
  /** Name, e-mail address or id of a reader → sessions started before then have ended. */
  revoked: v.record(v.string(), time),
});

/** The file of local accounts, of what was revoked, and nothing else. */
export type UsersFile = v.InferOutput<typeof usersSchema>;

const empty: UsersFile = { draftGateUsers: 1, epoch: 0, users: {}, revoked: {} };

/**
 * Reads the file; one that is not there holds no accounts.
 *
 * @throws DraftGateError `users` when it cannot be read or is no such file
 */
export async function readUsers(file: string): Promise<UsersFile> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return empty;
    throw code === undefined ? notUsers(file, cause) : unreachable(file, "read", cause);
  }
  const result = v.safeParse(usersSchema, content);
  if (!result.success) throw notUsers(file);
  return result.output;
}

/**
 * Changes the file while nobody else does. It is replaced by one rename, and readable by its owner only.
 *
 * @throws DraftGateError `users` when it cannot be read or written
 */
export async function changeUsers(file: string, change: (users: UsersFile) => UsersFile): Promise<void> {
  const written = (cause: unknown) => {
    throw unreachable(file, "written", cause);
  };
  await mkdir(path.dirname(file), { recursive: true }).catch(written);
  const release = await lockfile
    .lock(file, { realpath: false, retries: { retries: 5, minTimeout: 200 } })
    .catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== "ELOCKED") return written(cause);
      throw new DraftGateError("users", `${file} is being changed by another command. Try again.`, { cause });
    });
  try {
    const content = `${JSON.stringify(change(await readUsers(file)), null, 2)}\n`;
    await replace(file, content).catch(written);
  } finally {
    await release();
  }
}

async function replace(file: string, content: string): Promise<void> {
  const next = `${file}.${randomBytes(4).toString("hex")}`;
  const handle = await open(next, "wx", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
}

/** The error of a file that the system does not let us at. */
function unreachable(file: string, verb: "read" | "written", cause: unknown): DraftGateError {
  const { code } = cause as NodeJS.ErrnoException;
  return new DraftGateError(
    "users",
    `${file} cannot be ${verb} (${code}). Does it, and its folder, belong to the user that this runs as?`,
    { cause },
  );
}

function notUsers(file: string, cause?: unknown): DraftGateError {
  return new DraftGateError(
    "users",
    `${file} cannot be read as a file of local accounts. Make one with: docusaurus-draft-gate user add NAME --users FILE`,
    { cause },
  );
}
