import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { CertificateError } from "../error.ts";

/** A file that is not there yet. */
export interface NewFile {
  readonly name: string;
  readonly text: string;
  /** Whether it is for its owner's eyes alone. */
  readonly secret: boolean;
}

const MODES = { secret: 0o600, open: 0o644, folder: 0o700 } as const;

/**
 * Writes files to a folder: all of them or none, over nothing that is there. A new folder appears with all of them at once,
 * and nobody else may look into it.
 *
 * @throws CertificateError `exists`, `storage` or `invalid-configuration`
 */
export function writeNewFiles(folder: string, files: readonly NewFile[]): void {
  if (folder === "") {
    throw new CertificateError(
      "invalid-configuration",
      "expected a folder, found nothing: the present one is a full stop",
    );
  }
  const target = resolve(folder);
  const isThere = existsSync(target);
  if (isThere) checkRoom(target, files);
  attempt(target, () => {
    // Beside its place, since a rename does not cross file systems.
    if (!isThere) mkdirSync(dirname(target), { recursive: true });
    const draft = mkdtempSync(
      isThere ? join(target, ".new-") : join(dirname(target), `.${basename(target)}-`),
    );
    try {
      chmodSync(draft, MODES.folder);
      for (const { name, text, secret } of files) {
        const path = join(draft, name);
        writeFileSync(path, text, { flag: "wx", mode: MODES.secret });
        // The mode of a new file is cut by the umask, and that of an owner who cut it too far is no use either.
        chmodSync(path, secret ? MODES.secret : MODES.open);
      }
      if (isThere) moveInto(draft, target, files);
      else renameSync(draft, target);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  });
}

function checkRoom(target: string, files: readonly NewFile[]): void {
  if (!statSync(target).isDirectory()) {
    throw new CertificateError("exists", `${target}: expected a folder, or nothing, found a file`);
  }
  const found = files.find(({ name }) => existsSync(join(target, name)));
  if (found !== undefined) throw exists(join(target, found.name));
}

/** Gives each file its second name, in the folder; a name that is taken refuses, and takes all back. */
function moveInto(draft: string, target: string, files: readonly NewFile[]): void {
  const written: string[] = [];
  try {
    for (const { name } of files) {
      const path = join(target, name);
      linkSync(join(draft, name), path);
      written.push(path);
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
}

function attempt(target: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const { code, path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
    if (code === "EEXIST" || code === "ENOTEMPTY") throw exists(dest ?? path ?? target);
    throw new CertificateError("storage", `${target}: cannot be written (${code ?? String(error)})`, error);
  }
}

function exists(path: string): CertificateError {
  return new CertificateError(
    "exists",
    `${path} is there already, and nothing is overwritten; name another folder, or move it away`,
  );
}
