import { defineConfig } from "vitest/config";

// One site is built at a time: Docusaurus uses all cores, and two builds of one site must not meet.
export default defineConfig({
  test: {
    name: "draft-gate",
    sequence: { groupOrder: 3 },
    include: ["test/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // What comes soon on a machine at rest may take its time on a busy one.
    expect: { poll: { timeout: 120_000 } },
  },
});
