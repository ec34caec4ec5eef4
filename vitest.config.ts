import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { readWorkspaces, root } from "./scripts/workspaces.mjs";

/** Packages whose tests build sites say in a `vitest.config.ts` of their own how they run, and behind which others. */
const folders = readWorkspaces().map(({ folder }) => folder);
const buildsSites = (folder: string) => existsSync(join(root, folder, "vitest.config.ts"));

/** Tests that want all modules for themselves. */
const alone = "**/*-alone.test.ts";

/** What hangs is stopped; how long anything takes on a busy machine is no test's to say. */
const patience = { testTimeout: 600_000, hookTimeout: 600_000, expect: { poll: { timeout: 120_000 } } };

/** Where CI wants a report. */
const { TEST_REPORT: report } = process.env;

// One run for all: a project that fails hides no other's result, and the groups follow one another, since a site's build
// takes all cores.
export default defineConfig({
  test: {
    // Tests wait for brokers and timers more than they compute: two cores bear two files at a time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
    projects: [
      {
        test: {
          name: "packages",
          include: folders
            .filter((folder) => !buildsSites(folder))
            .map((folder) => {
              if (folder === "test") return "test/**/*.test.ts";
              return `${folder}/test/**/${folder === "packages/codec" ? alone : "*.test.ts"}`;
            }),
          ...patience,
        },
      },
      {
        test: {
          name: "codec",
          include: ["packages/codec/test/**/*.test.ts"],
          exclude: [alone],
          // Nothing of it changes what others find: to load it once for all halves what all files take together.
          isolate: false,
          ...patience,
        },
      },
      ...folders.filter(buildsSites),
    ],
  },
});
