import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type Store } from "../../src/inbox/store/store.ts";

/** What a test undoes at its end, the last first. */
export const undo: (() => Promise<unknown> | unknown)[] = [];

/** Undoes all that is to be undone. */
export async function undoAll(): Promise<void> {
  for (const one of undo.splice(0).reverse()) await one();
}

/** A folder of its own, which is gone afterwards. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-parts-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty store, which is closed and gone afterwards. */
export function newStore(): Store {
  const store = openStore(newFolder());
  undo.push(() => store.close());
  return store;
}
