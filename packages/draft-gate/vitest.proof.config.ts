import { mergeConfig } from "vitest/config";
import tests from "./vitest.config.ts";

// The whole proof: every closing with both bundlers, and the measurements.
export default mergeConfig(tests, {
  test: { name: "draft-gate proof", include: ["test/**/*.test.ts", "test/**/*.proof.ts"] },
});
