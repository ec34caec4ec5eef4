import { mainCases } from "../corpus/corpus.ts";
import { schemaOf } from "../schema/json.ts";
import { runChild } from "./child.ts";
import type { Section } from "./section.ts";
import { summarize } from "./statistics.ts";

const programs = { wirebook: "first-wirebook", "cbor-x + Ajv": "first-cbor-x-ajv" } as const;

/** Steps from the start of a cold process to its first message, as the programs print them. */
export type Steps = Readonly<Record<"import" | "compile" | "first message", number>>;

/** What a fresh process needs until the first message is decoded, in its three steps. */
export const firstMessage: readonly Section[] = mainCases.map((one) => ({
  group: `first-message/${one.name}`,
  measure({ children }) {
    const { message, value, name } = one;
    const hex = Buffer.from(message.encode(value)).toString("hex");
    const args = [name, hex, JSON.stringify(schemaOf(one))];
    const runs = Array.from({ length: children }, () =>
      Object.entries(programs).map(([peer, program]) => ({
        peer,
        steps: JSON.parse(runChild(program, args).stdout) as Steps,
      })),
    ).flat();
    return Object.keys(programs).flatMap((peer) =>
      (["import", "compile", "first message"] as const).map((step) => ({
        group: this.group,
        name: `${peer}: ${step}`,
        unit: "s" as const,
        ...summarize(runs.filter((run) => run.peer === peer).map(({ steps }) => steps[step])),
      })),
    );
  },
}));
