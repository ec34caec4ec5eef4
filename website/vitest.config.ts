import { defineConfig } from "vitest/config";
import { reporters } from "../vitest.reports.ts";

// The site is built once, for all files; the browser then looks at that build.
export default defineConfig({
  test: {
    reporters: reporters("website"),
    name: "website",
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
