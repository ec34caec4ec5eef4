import { DraftGateError } from "../error.ts";

interface Compilation {
  readonly fileDependencies: Iterable<string>;
  readonly errors: unknown[];
}

interface Compiler {
  readonly hooks: {
    readonly afterCompile: { tap(name: string, run: (compilation: Compilation) => void): void };
  };
}

/**
 * A bundler plugin that stops a public build in which something read a draft where it lies, past the mirror, by an
 * absolute path.
 *
 * @param drafts - what must not be read: absolute paths of originals
 */
export function refuseOriginals(drafts: ReadonlySet<string>) {
  return {
    apply(compiler: Compiler) {
      compiler.hooks.afterCompile.tap("docusaurus-draft-gate", ({ fileDependencies, errors }) => {
        for (const file of fileDependencies) {
          if (!drafts.has(file)) continue;
          errors.push(
            new DraftGateError(
              "config",
              `The public tree reads ${file}, which only drafts have, where it lies: by an absolute path. Have it say the path from the file that it stands in, or from the site.`,
            ),
          );
        }
      });
    },
  };
}
