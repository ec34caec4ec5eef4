import { mainCases } from "../corpus/corpus.ts";
import { runChild } from "./child.ts";
import type { Section } from "./section.ts";

/** New space so large that nothing is collected while a process counts. */
const flags = ["--expose-gc", "--min-semi-space-size=256", "--max-semi-space-size=256"];

/** Bytes that one message leaves to the garbage collector, counted in a process of its own. */
export const allocation: readonly Section[] = mainCases.map(({ name: message }) => {
  const group = `allocation/${message}`;
  return {
    group,
    measure() {
      const counted = JSON.parse(runChild("allocation", [message], flags).stdout) as Record<string, number>;
      return Object.entries(counted).map(([name, bytes]) => ({
        group,
        name,
        unit: "B" as const,
        median: bytes,
        min: bytes,
        spread: 0,
      }));
    },
  };
});
