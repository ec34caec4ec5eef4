import { defineConfig } from "vitest/config";

// One site is built at a time: Docusaurus uses all cores, and two builds of one site must not meet.
export default defineConfig({
  test: {
    name: "draft-gate",
    include: ["test/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
