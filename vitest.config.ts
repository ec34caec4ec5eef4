import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/{codec,cli,mqtt,bench,demo}/test/**/*.test.ts",
      "schemas/test/**/*.test.ts",
      "test/**/*.test.ts",
    ],
    typecheck: { enabled: false },
    testTimeout: 60_000,
  },
});
