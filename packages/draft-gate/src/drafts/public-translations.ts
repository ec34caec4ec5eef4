import { existsSync } from "node:fs";
import { sameDocument } from "../model/content-roots.ts";
import type { Draft } from "../model/draft.ts";
import type { Gate } from "../model/gate.ts";

/** The files of the same document that are public in another language. */
export async function publicTranslations({ file }: Draft, gate: Gate): Promise<string[]> {
  const found: string[] = [];
  for (const other of sameDocument(file, gate.roots)) {
    if (other !== file && existsSync(other) && !(await gate.isDraftFile(other))) found.push(other);
  }
  return found;
}
