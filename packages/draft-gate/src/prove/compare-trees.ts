import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** Where two trees differ. */
export interface Difference {
  /** Relative to the trees. */
  readonly file: string;
  /** The first byte that differs; nothing where only one tree has the file. */
  readonly offset?: number;
  /** What stands there in each; nothing where the tree has no such file. */
  readonly before?: string;
  readonly after?: string;
}

/** Two trees beside each other. */
export interface Comparison {
  readonly files: number;
  readonly bytes: number;
  readonly differences: readonly Difference[];
}

/** Compares two trees by the names and the bytes of all files. */
export async function compareTrees(before: string, after: string): Promise<Comparison> {
  const [own, other] = [await filesOf(before), await filesOf(after)];
  const differences: Difference[] = [];
  let bytes = 0;
  for (const file of new Set([...own, ...other].sort())) {
    const [first, second] = [
      own.has(file) ? await readFile(path.join(before, file)) : undefined,
      other.has(file) ? await readFile(path.join(after, file)) : undefined,
    ];
    bytes += first?.length ?? 0;
    const difference = differenceOf(file, first, second);
    if (difference) differences.push(difference);
  }
  return { files: own.size, bytes, differences };
}

/** The files of a tree that say one of some texts. */
export async function filesThatSay(tree: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const file of await filesOf(tree)) {
    const content = await readFile(path.join(tree, file));
    if (texts.some((text) => content.includes(text))) found.push(file);
  }
  return found;
}

async function filesOf(tree: string): Promise<Set<string>> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return new Set(files.map(({ parentPath, name }) => path.relative(tree, path.join(parentPath, name))));
}

function differenceOf(file: string, first?: Buffer, second?: Buffer): Difference | undefined {
  if (first === undefined || second === undefined) {
    return {
      file,
      ...(first && { before: excerpt(first, 0) }),
      ...(second && { after: excerpt(second, 0) }),
    };
  }
  if (first.equals(second)) return undefined;
  const shorter = Math.min(first.length, second.length);
  let offset = 0;
  while (offset < shorter && first[offset] === second[offset]) offset++;
  return { file, offset, before: excerpt(first, offset), after: excerpt(second, offset) };
}

/** Bytes of an excerpt before and behind the difference. */
const [lead, tail] = [24, 72];

function excerpt(content: Buffer, offset: number): string {
  return JSON.stringify(content.subarray(Math.max(0, offset - lead), offset + tail).toString("utf8"));
}
