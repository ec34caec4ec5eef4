import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "docusaurus-plugin",
    sequence: { groupOrder: 1 },
    include: ["test/**/*.test.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
