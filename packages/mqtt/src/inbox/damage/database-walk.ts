import { type DatabaseFile, PAGE_HEAD, type Tree } from "./database-file.ts";

/** An entry of a tree. */
export interface FileEntry {
  readonly key: Buffer;
  readonly value: Buffer;
  /** Whether the value describes a tree. */
  readonly isTree: boolean;
}

/** Walks the trees of one file, and never any page twice. */
export interface DatabaseWalk {
  /** The entries that can be read, in order. What cannot is a fault each, and passed over. */
  entries(name: string, tree: Tree): Generator<FileEntry>;
  /** The entries on a page that no tree led to, if it is a leaf with any that can be read. */
  leftover(page: number): FileEntry[];
  /** Whether a tree led to a page. */
  isUsed(page: number): boolean;
}

const [BRANCH, LEAF, OVERFLOW] = [0x01, 0x02, 0x04];
const KINDS = 0x7f;
const NODE_HEAD = 8;
const [BIG, SUB] = [0x01, 0x02];
const MOST_DEPTH = 32;
/** The most of one value: a packet of MQTT has at most 256 MiB. */
const MOST_VALUE = 2 ** 29;

/** Prepares a walk. Each fault is a sentence. */
export function walkDatabase(file: DatabaseFile, onFault: (sentence: string) => void): DatabaseWalk {
  const used = new Uint8Array(Math.ceil(file.pages / 8));
  const room = file.pageSize - PAGE_HEAD;
  const isUsed = (page: number): boolean => ((used[page >> 3] as number) & (1 << (page & 7))) !== 0;
  const use = (page: number, count = 1): boolean => {
    if (!Number.isSafeInteger(page) || page < 2 || page + count > file.pages || count < 1) return false;
    for (let one = page; one < page + count; one++) if (isUsed(one)) return false;
    for (let one = page; one < page + count; one++)
      used[one >> 3] = (used[one >> 3] as number) | (1 << (one & 7));
    return true;
  };
  /** The page, if it is of its kind and says its own number. */
  const pageOf = (number: number, kind: number): Buffer | undefined => {
    const page = file.read(number);
    if (page === undefined || Number(page.readBigUInt64LE(0)) !== number) return undefined;
    return (page.readUInt16LE(18) & KINDS) === kind ? page : undefined;
  };
  /** Where the nodes of a page begin; `undefined` where they cannot be there. */
  const nodesOf = (page: Buffer): number[] | undefined => {
    const lower = page.readUInt16LE(20);
    const upper = page.readUInt16LE(22);
    if (lower % 2 !== 0 || lower > upper || upper > room || lower === 0) return undefined;
    const nodes: number[] = [];
    for (let at = 0; at < lower; at += 2) {
      const offset = page.readUInt16LE(PAGE_HEAD + at);
      const node = PAGE_HEAD + offset;
      if (offset < upper || node % 2 !== 0 || node + NODE_HEAD > file.pageSize) return undefined;
      if (node + NODE_HEAD + page.readUInt16LE(node + 6) > file.pageSize) return undefined;
      nodes.push(node);
    }
    return nodes;
  };
  const keyOf = (page: Buffer, node: number): Buffer =>
    page.subarray(node + NODE_HEAD, node + NODE_HEAD + page.readUInt16LE(node + 6));

  /** A value that has pages of its own. */
  const bigValue = (
    page: Buffer,
    at: number,
    length: number,
  ): { value: Buffer; pages: number } | undefined => {
    if (at + 24 > page.length || length > MOST_VALUE) return undefined;
    const first = Number(page.readBigUInt64LE(at));
    const pages = Math.ceil((PAGE_HEAD + length) / file.pageSize);
    if (Number(page.readBigUInt64LE(at + 16)) !== pages || !use(first, pages)) return undefined;
    const bytes = file.read(first, pages);
    if (bytes === undefined || Number(bytes.readBigUInt64LE(0)) !== first) return undefined;
    const fits = (bytes.readUInt16LE(18) & KINDS) === OVERFLOW && bytes.readUInt32LE(20) === pages;
    return fits ? { value: bytes.subarray(PAGE_HEAD, PAGE_HEAD + length), pages } : undefined;
  };
  const entryAt = (page: Buffer, node: number): { entry: FileEntry; pages: number } | undefined => {
    const key = keyOf(page, node);
    const flags = page.readUInt16LE(node + 4);
    const length = page.readUInt16LE(node) + page.readUInt16LE(node + 2) * 2 ** 16;
    const at = node + NODE_HEAD + key.length;
    if ((flags & ~(BIG | SUB)) !== 0) return undefined;
    const isTree = (flags & SUB) !== 0;
    if ((flags & BIG) !== 0) {
      const big = bigValue(page, at, length);
      return big && { entry: { key, value: big.value, isTree }, pages: big.pages };
    }
    if (at + length > page.length) return undefined;
    return { entry: { key, value: page.subarray(at, at + length), isTree }, pages: 0 };
  };

  return {
    isUsed,
    *entries(name, tree) {
      const found = { branchPages: 0, leafPages: 0, overflowPages: 0, entries: 0 };
      let faults = 0;
      let before: Buffer | undefined;
      const fault = (sentence: string): void => {
        faults++;
        onFault(`${name}: ${sentence}`);
      };
      const compare = (name === "free" ? compareNumbers : Buffer.compare) as typeof Buffer.compare;
      function* below(number: number, depth: number): Generator<FileEntry> {
        if (!use(number)) return fault(`page ${number} is beyond the file's end, or in use twice`);
        const isLeaf = depth === tree.depth;
        const page = pageOf(number, isLeaf ? LEAF : BRANCH);
        const nodes = page && nodesOf(page);
        if (page === undefined || nodes === undefined) return fault(`page ${number} cannot be read`);
        found[isLeaf ? "leafPages" : "branchPages"]++;
        for (const [index, node] of nodes.entries()) {
          const key = keyOf(page, node);
          if (isLeaf || index > 0) {
            const rises = before === undefined || compare(before, key) < (isLeaf ? 0 : 1);
            if (!rises) fault(`page ${number} has keys out of order`);
          }
          if (!isLeaf) {
            const child =
              page.readUInt16LE(node) +
              page.readUInt16LE(node + 2) * 2 ** 16 +
              page.readUInt16LE(node + 4) * 2 ** 32;
            yield* below(child, depth + 1);
            continue;
          }
          before = key;
          const read = entryAt(page, node);
          if (read === undefined) {
            fault(`an entry of page ${number} cannot be read`);
            continue;
          }
          found.entries++;
          found.overflowPages += read.pages;
          yield read.entry;
        }
      }
      if (tree.root === undefined ? tree.entries !== 0 : tree.depth < 1 || tree.depth > MOST_DEPTH) {
        fault("its description cannot be");
      } else if (tree.root !== undefined) yield* below(tree.root, 1);
      for (const count of ["branchPages", "leafPages", "overflowPages", "entries"] as const) {
        if (faults === 0 && found[count] !== tree[count]) {
          fault(
            `expected ${tree[count]} ${count === "entries" ? count : "pages of a kind"}, found ${found[count]}`,
          );
        }
      }
    },
    leftover: (number) => {
      const page = pageOf(number, LEAF);
      const nodes = page && nodesOf(page);
      if (page === undefined || nodes === undefined) return [];
      return nodes.flatMap((node) => entryAt(page, node)?.entry ?? []);
    },
  };
}

/** Keys that are numbers of the machine, the last byte first. */
function compareNumbers(one: Buffer, other: Buffer): number {
  if (one.length !== 8 || other.length !== 8) return 1;
  const [a, b] = [one.readBigUInt64LE(0), other.readBigUInt64LE(0)];
  return a < b ? -1 : a > b ? 1 : 0;
}
