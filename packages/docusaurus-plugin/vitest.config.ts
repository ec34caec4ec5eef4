import { defineConfig } from "vitest/config";
import { reporters } from "../../vitest.reports.ts";

export default defineConfig({
  test: {
    reporters: reporters("docusaurus-plugin"),
    name: "docusaurus-plugin",
    include: ["test/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
