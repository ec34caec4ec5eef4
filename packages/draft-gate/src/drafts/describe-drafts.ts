import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import type { Gate } from "../model/gate.ts";
import type { LocaleManifest } from "../model/manifest.ts";
import type { Needle, SecretFile } from "../model/needle.ts";
import { draftOnlyFiles } from "./draft-only-files.ts";
import { hiddenContent } from "./hidden-content.ts";
import { distinctNeedles, needlesOf } from "./needles.ts";
import { relativeSource } from "./relative-source.ts";
import { spokenInPublic } from "./spoken.ts";

/** Collects everything that would tell of the drafts in one locale. */
export async function describeDrafts(gate: Gate, context: LoadContext): Promise<LocaleManifest> {
  const needles: Needle[] = [];
  for (const [index, draft] of gate.drafts.entries()) {
    for (const [kind, text] of await needlesOf(draft, gate, context))
      needles.push({ kind, text, draft: index });
  }
  for (const label of gate.labels) needles.push({ kind: "title", text: label });
  const files = await draftOnlyFiles(gate, context);
  for (const { file } of files) needles.push({ kind: "file", text: path.basename(file) });

  const distinct = distinctNeedles(needles);
  const spoken = await spokenInPublic(distinct, gate, context);
  return {
    hosts: [new URL(context.siteConfig.url).host.toLowerCase()],
    drafts: gate.drafts.map(({ file, permalink, pluginId, id, inLatestVersion }) => ({
      source: relativeSource(file, context),
      permalink,
      plugin: pluginId,
      id,
      inLatestVersion,
    })),
    needles: distinct.filter((needle) => !spoken.has(needle)),
    files: await Promise.all(files.map(({ file }) => fingerprint(file, context))),
    spoken: [...new Set([...spoken].map(({ text }) => text))],
    hidden: await hiddenContent(gate, context),
  };
}

async function fingerprint(file: string, context: LoadContext): Promise<SecretFile> {
  const content = await readFile(file);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { name: path.basename(file), source: relativeSource(file, context), bytes: content.length, sha256 };
}
