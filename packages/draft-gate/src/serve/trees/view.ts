import { notFoundFile, type ServedFile } from "./served-file.ts";

/** A site as somebody sees it. Paths are relative to `baseUrl`, without a slash in front. */
export interface View {
  find(path: string): ServedFile | undefined;
  /** The page to send where nothing was found. */
  notFound(path: string): ServedFile | undefined;
}

/** What everybody sees. It knows the public tree and nothing else, whatever it is asked for. */
export function publicView(files: readonly ServedFile[]): View {
  const addresses = addressesOf(files);
  const notFound = notFoundPages(files);
  return {
    find: (path) => addresses.get(path),
    notFound: (path) => notFound.find(({ folder }) => path.startsWith(folder))?.file,
  };
}

/**
 * What a reader sees: the private tree, and files of the public tree that a page needs which was opened before
 * signing in. Pages come from the private tree only, and what is the same in both is the public file.
 */
export function readerView(files: readonly ServedFile[], everybody: View): View {
  const own = publicView(files);
  return {
    find(path) {
      const shared = everybody.find(path);
      const file = own.find(path);
      if (file === undefined) return shared !== undefined && !isPage(shared) ? shared : undefined;
      return shared?.path === file.path && shared.hash === file.hash ? shared : file;
    },
    notFound: (path) => own.notFound(path) ?? everybody.notFound(path),
  };
}

function isPage({ type }: ServedFile): boolean {
  return type.startsWith("text/html");
}

/** Every path that leads to a file: its own, and for a page those without `index.html` and `.html`. */
function addressesOf(files: readonly ServedFile[]): Map<string, ServedFile> {
  const pages = files.filter(({ path }) => !isNotFound(path));
  const addresses = new Map(pages.map((file) => [file.path, file]));
  function add(path: string, file: ServedFile): void {
    if (!addresses.has(path)) addresses.set(path, file);
  }
  for (const file of pages) {
    if (/(?:^|\/)index\.html$/.test(file.path)) add(file.path.slice(0, -"index.html".length), file);
  }
  for (const file of pages) {
    if (file.path.endsWith(".html")) add(file.path.slice(0, -".html".length), file);
  }
  // The form with a slash that no file claims leads where the one without it does, and the other way round.
  for (const [path, file] of [...addresses]) {
    if (!isPage(file) || path === "" || path.endsWith(".html")) continue;
    add(path.endsWith("/") ? path.slice(0, -1) : `${path}/`, file);
  }
  return addresses;
}

/** The pages of all locales, the deepest folder first. */
function notFoundPages(files: readonly ServedFile[]): { folder: string; file: ServedFile }[] {
  return files
    .filter(({ path }) => isNotFound(path))
    .map((file) => ({ folder: file.path.slice(0, -"404.html".length), file: notFoundFile(file) }))
    .sort((a, b) => b.folder.length - a.folder.length);
}

function isNotFound(path: string): boolean {
  return /^(?:[\w-]+\/)?404\.html$/.test(path);
}
