import { rm, rmdir } from "node:fs/promises";
import path from "node:path";

interface Compiler {
  readonly hooks: { readonly done: { tapPromise(name: string, run: () => Promise<void>): void } };
}

/**
 * A bundler plugin that removes copied files as soon as the bundler has copied them: before any page is rendered
 * and before any other plugin looks at the tree.
 */
export function removeFromTree(outDir: string, files: () => Promise<readonly string[]>) {
  return {
    apply(compiler: Compiler) {
      compiler.hooks.done.tapPromise("docusaurus-draft-gate", async () => {
        for (const file of await files()) {
          await rm(path.join(outDir, file), { force: true });
          await removeEmptied(path.dirname(path.join(outDir, file)), outDir);
        }
      });
    },
  };
}

/** An empty folder tells as much as the file did: many servers answer its path otherwise than one that is not there. */
async function removeEmptied(folder: string, outDir: string): Promise<void> {
  if (path.relative(outDir, folder) === "") return;
  try {
    await rmdir(folder);
  } catch {
    return; // Something else lies in it.
  }
  await removeEmptied(path.dirname(folder), outDir);
}
