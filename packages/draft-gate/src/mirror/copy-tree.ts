import { constants, type Dirent } from "node:fs";
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rmdir,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { DraftGateError } from "../error.ts";
import { isBuiltTree } from "../model/built-tree.ts";
import { isManifestText } from "../model/manifest.ts";
import { inMirror, isInside, type Mirror } from "../model/mirror.ts";
import { outFolderMark } from "../model/out-folder-mark.ts";
import { atMost } from "./at-most.ts";
import { saysDraft } from "./draft-text.ts";
import { realPath } from "./left-out.ts";
import { isInPackages, linkPackages } from "./link-packages.ts";
import { readable } from "./readable.ts";

/** What is copied, and what is not. */
export interface Copying {
  readonly mirror: Mirror;
  /** The folder that all lies in that the mirror has a copy of. */
  readonly root: string;
  /** The folders in it that are copied; without them, all of it is. */
  readonly copied?: readonly string[];
  /** Folders whose files are served as they are: what was built and lies there is copied. */
  readonly statics?: readonly string[];
  /** Folders from elsewhere that are being copied, each where a link led to it. */
  readonly brought?: readonly { readonly from: string; readonly to: string }[];
  /** Files that the mirror does not have: real paths. */
  readonly without: ReadonlySet<string>;
  /** What the copy of a Markdown file says; what the file itself does, where it is to be the same. */
  readonly rewrite: (file: string, text: string) => string;
  /** Whether a page that says that it is a draft is copied as any other. */
  readonly keepsDrafts?: boolean;
  /** Told of each folder that has a repository of its own, once its copy is there: the repository is not copied. */
  readonly ofRepository?: (folder: string, to: string) => Promise<void>;
}

/** What is copied as it is. */
export const asItIs = (_file: string, text: string): string => text;

/** What a folder lost and kept on its way into the mirror. */
interface Copied {
  readonly drafts: number;
  readonly pages: number;
  readonly others: number;
}

const nothing: Copied = { drafts: 0, pages: 0, others: 0 };
/** Folders that are made anew from the rest, or that are of no use without the original. */
const notCopied = new Set([".git", ".docusaurus", ".cache", "node_modules"]);
const inTurn = atMost(64);
const page = /\.mdx?$/i;
const categoryFile = /^_category_\.(json|ya?ml)$/;

/**
 * Copies a folder into the mirror, without drafts. A file is never a link to the original: whoever writes into it would
 * change that.
 *
 * @param to - where the copy goes; not the folder's own place when a symbolic link led here
 * @throws DraftGateError `config` when a symbolic link leads to a folder that holds the site
 */
export async function copyTree(folder: string, to: string, copying: Copying): Promise<void> {
  await copyFolder(folder, to, copying);
}

/** Whether a folder of this name is no source. */
export function isNotCopied(name: string): boolean {
  return notCopied.has(name);
}

async function copyFolder(folder: string, to: string, copying: Copying): Promise<Copied> {
  if (isBuiltTree(folder, copying.statics)) return nothing;
  const entries = await readable(readdir(folder, { withFileTypes: true }), []);
  if (entries.some(({ name }) => name === outFolderMark)) return nothing;
  await mkdir(to, { recursive: true });
  if (entries.some(({ name }) => name === ".git")) await copying.ofRepository?.(folder, to);
  const categories = entries.filter(({ name }) => categoryFile.test(name));
  const copied = await Promise.all(
    entries
      .filter((entry) => !categories.includes(entry) && isWanted(path.join(folder, entry.name), copying))
      .map((entry) => copyEntry(path.join(folder, entry.name), path.join(to, entry.name), entry, copying)),
  );
  const sum = copied.reduce(add, nothing);
  const holdsOnlyDrafts = sum.drafts > 0 && sum.pages === 0;
  // The label of a category tells of it, too.
  if (!holdsOnlyDrafts) {
    for (const { name } of categories) await copy(path.join(folder, name), path.join(to, name));
  }
  // An empty folder tells by its name.
  if (holdsOnlyDrafts && sum.others === 0) await rmdir(to).catch(() => {});
  return sum;
}

async function copyEntry(original: string, to: string, entry: Dirent, copying: Copying): Promise<Copied> {
  // In a worktree or a submodule it is a file, which leads to where all of the history is.
  if (entry.name === ".git") return nothing;
  if (entry.isSymbolicLink()) return copyLink(original, to, copying);
  if (entry.isDirectory()) {
    if (!isNotCopied(entry.name)) return copyFolder(original, to, copying);
    if (entry.name === "node_modules") await linkPackages(original, copying.root, copying.mirror);
    return nothing;
  }
  // What is no file, such as a socket, holds nothing.
  return entry.isFile() ? inTurn(() => copyOne(original, to, copying)) : nothing;
}

/** Whether a file lies in a folder that is copied, or such a folder in it. */
function isWanted(file: string, { copied, brought = [] }: Copying): boolean {
  return (
    copied === undefined ||
    brought.length > 0 ||
    copied.some((folder) => isInside(folder, file) || isInside(file, folder))
  );
}

/** Whether the mirror has a file where it is for the original. */
function isMirrored(file: string, { root, copied = [root] }: Copying): boolean {
  return copied.some((folder) => isInside(folder, file));
}

async function copyOne(original: string, to: string, copying: Copying): Promise<Copied> {
  if (copying.without.has(original)) return { ...nothing, drafts: 1 };
  if (page.test(original)) return copyPage(original, to, copying);
  if (original.endsWith(".json") && (await isManifest(original))) return nothing;
  await copy(original, to);
  return { ...nothing, others: 1 };
}

/** A large file is not read for its beginning. */
async function isManifest(file: string): Promise<boolean> {
  const opened = await readable(open(file), undefined);
  if (opened === undefined) return false;
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(64), 0, 64);
    return isManifestText(buffer.toString("utf8", 0, bytesRead));
  } finally {
    await opened.close();
  }
}

async function copyPage(original: string, to: string, { rewrite, keepsDrafts }: Copying): Promise<Copied> {
  const text = await readable(readFile(original, "utf8"), undefined);
  if (text === undefined) return nothing;
  if (!keepsDrafts && saysDraft(text)) return { ...nothing, drafts: 1 };
  const rewritten = rewrite(original, text);
  if (rewritten === text) await copy(original, to);
  // With a time of its own: a cache must not take it for what the original was.
  else await writeFile(to, rewritten);
  return { ...nothing, pages: 1 };
}

/** A link within the copied folder leads to the copy; one that leads out of it becomes what it leads to. */
async function copyLink(original: string, to: string, copying: Copying): Promise<Copied> {
  const { mirror, root, without, copied = [root], brought = [] } = copying;
  const target = realPath(original);
  const found = await stat(target).catch(() => undefined);
  if (target === original || found === undefined || without.has(target)) return nothing;
  const link = { ...nothing, others: 1 };
  // A folder of packages is one of the copy's own, whatever it is in the original: caches are written there.
  if (path.basename(original) === "node_modules" && found.isDirectory()) {
    await linkPackages(original, root, mirror);
    return nothing;
  }
  const copyOf = brought.find(({ from }) => isInside(from, target));
  const leadsTo = isInPackages(target)
    ? target
    : isMirrored(target, copying)
      ? inMirror(mirror, target)
      : copyOf && path.join(copyOf.to, path.relative(copyOf.from, target));
  if (leadsTo !== undefined) {
    await symlink(leadsTo, to);
    return link;
  }
  if (copied.some((folder) => isInside(target, folder))) {
    throw new DraftGateError(
      "config",
      `${original} leads to ${target}, which holds the site with its drafts: the public tree could read them there. Remove the link.`,
    );
  }
  if (!found.isDirectory()) return inTurn(() => copyOne(target, to, copying));
  return copyFolder(target, to, { ...copying, brought: [...brought, { from: target, to }] });
}

async function copy(original: string, to: string): Promise<void> {
  await readable(copyFile(original, to, constants.COPYFILE_FICLONE), undefined);
  const { atime, mtime, mode } = await lstat(original);
  // A copy is written to, whatever may be done with the original.
  if ((mode & 0o200) === 0) await readable(chmod(to, mode | 0o200), undefined);
  // The bundler's cache of the build before looks at the times.
  await readable(utimes(to, atime, mtime), undefined);
}

function add(a: Copied, b: Copied): Copied {
  return { drafts: a.drafts + b.drafts, pages: a.pages + b.pages, others: a.others + b.others };
}
