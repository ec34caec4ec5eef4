import { defineConfig } from "vitest/config";

// The site is built once, for all files; the browser then looks at that build.
export default defineConfig({
  test: {
    name: "website",
    sequence: { groupOrder: 2 },
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build.ts"],
    setupFiles: ["test/support/needs-site.ts"],
    fileParallelism: false,
    // What a busy machine shows late is not wrong: a poll gives up with its test, not after a second of its own.
    expect: { poll: { timeout: 120_000 } },
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
