import { defineConfig } from "vitest/config";
import { reporters } from "../../vitest.reports.ts";

// One site is built at a time: Docusaurus uses all cores, and two builds of one site must not meet.
export default defineConfig({
  test: {
    reporters: reporters("draft-gate"),
    name: "draft-gate",
    include: ["test/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // What comes soon on a machine at rest may take its time on a busy one.
    expect: { poll: { timeout: 30_000 } },
  },
});
