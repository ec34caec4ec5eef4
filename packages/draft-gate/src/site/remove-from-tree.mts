import { rm } from "node:fs/promises";
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
        for (const file of await files()) await rm(path.join(outDir, file), { force: true });
      });
    },
  };
}
