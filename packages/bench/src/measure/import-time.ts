import { runChild } from "./child.ts";
import type { Section } from "./section.ts";
import { summarize } from "./statistics.ts";

const programs = {
  "@wirebook/schemas/up/data": "import-up-data",
  "@wirebook/codec": "import-codec",
  "cbor-x + Ajv": "import-cbor-x-ajv",
} as const;

/** What a cold start of Node takes longer with an import, in pairs with a program that is empty. */
export const importTime: Section = {
  group: "import",
  measure({ children }) {
    const figures = Object.keys(programs).map((): number[] => []);
    for (let run = 0; run < children; run++) {
      Object.values(programs).forEach((program, index) => {
        const empty = runChild("empty").seconds;
        figures[index]?.push(runChild(program).seconds - empty);
      });
    }
    return Object.keys(programs).map((name, index) => ({
      group: "import",
      name,
      unit: "s" as const,
      ...summarize(figures[index] as number[]),
    }));
  },
};
