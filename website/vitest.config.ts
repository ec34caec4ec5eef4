import { defineConfig } from "vitest/config";

// The site is built once, for all files; the browser then looks at that build.
export default defineConfig({
  test: {
    name: "website",
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
