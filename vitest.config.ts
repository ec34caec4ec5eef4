import { defineConfig } from "vitest/config";
import { reporters } from "./vitest.reports.ts";

export default defineConfig({
  test: {
    reporters: reporters("packages"),
    include: [
      "packages/{codec,cli,mqtt,simulator,bench,demo}/test/**/*.test.ts",
      "schemas/test/**/*.test.ts",
      "test/**/*.test.ts",
    ],
    typecheck: { enabled: false },
    testTimeout: 60_000,
  },
});
