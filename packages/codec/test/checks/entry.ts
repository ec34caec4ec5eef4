/** What the child process and the browser bundle run: a report on this very copy of the codec, as JSON text. */
import * as codec from "@wirebook/codec";
import type { Vectors } from "wirebook-test/checks/data";
import hostile from "wirebook-test/vectors/hostile.json" with { type: "json" };
import appendixA from "wirebook-test/vectors/rfc8949-appendix-a.json" with { type: "json" };
import appendixF from "wirebook-test/vectors/rfc8949-appendix-f.json" with { type: "json" };
import { report } from "./report.ts";

const vectors = {
  appendixA: appendixA.items,
  appendixF: appendixF.items,
  hostile: hostile.cases,
} as unknown as Vectors;

/** Runs the report. */
export const reportText = (): string => JSON.stringify(report(codec, vectors));
