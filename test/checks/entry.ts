/** What the child process and the browser bundle run: a report on this very copy of the codec, as JSON text. */
import * as codec from "@wirebook/codec";
import hostile from "../vectors/hostile.json" with { type: "json" };
import appendixA from "../vectors/rfc8949-appendix-a.json" with { type: "json" };
import appendixF from "../vectors/rfc8949-appendix-f.json" with { type: "json" };
import type { Vectors } from "./data.ts";
import { report } from "./report.ts";

const vectors = {
  appendixA: appendixA.items,
  appendixF: appendixF.items,
  hostile: hostile.cases,
} as unknown as Vectors;

/** Runs the report. */
export const reportText = (): string => JSON.stringify(report(codec, vectors));
