import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import type { Gate } from "../model/gate.ts";
import type { LocaleManifest } from "../model/manifest.ts";
import type { Needle, SecretFile } from "../model/needle.ts";
import { type BuiltTree, draftOnlyFiles } from "./draft-only-files.ts";
import { hiddenContent } from "./hidden-content.ts";
import { distinctNeedles, needlesOf } from "./needles.ts";
import { relativeSource } from "./relative-source.ts";
import { spokenInPublic } from "./spoken.ts";

/** Collects everything that would tell of the drafts in one locale. */
export async function describeDrafts(
  gate: Gate,
  context: LoadContext,
  tree: BuiltTree,
): Promise<LocaleManifest> {
  const needles: Needle[] = [];
  for (const [index, draft] of gate.drafts.entries()) {
    for (const [kind, text] of await needlesOf(draft, gate, context))
      needles.push({ kind, text, draft: index });
  }
  for (const label of gate.labels) needles.push({ kind: "label", text: label });
  const { onlyDrafts: files, shown } = await draftOnlyFiles(gate, context, tree);
  for (const { file } of files) needles.push({ kind: "file", text: path.basename(file) });

  const distinct = distinctNeedles(needles);
  const { allowed, spoken } = await spokenInPublic(distinct, gate, context, tree);
  const told = distinct.filter((needle) => !allowed.has(needle));
  const isWords = (needle: Needle) => needle.kind === "title" || spoken.has(needle);
  return {
    hosts: [new URL(context.siteConfig.url).host.toLowerCase()],
    drafts: gate.drafts.map(({ file, permalink, pluginId, id, inLatestVersion }) => ({
      source: relativeSource(file, context),
      permalink,
      plugin: pluginId,
      id,
      inLatestVersion,
    })),
    needles: told.filter((needle) => !isWords(needle)),
    files: await Promise.all(files.map(({ file }) => fingerprint(file, context))),
    words: told.filter(isWords),
    shown: shown.map(({ file }) => relativeSource(file, context)),
    hidden: await hiddenContent(gate, context),
  };
}

async function fingerprint(file: string, context: LoadContext): Promise<SecretFile> {
  const content = await readFile(file);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { name: path.basename(file), source: relativeSource(file, context), bytes: content.length, sha256 };
}
