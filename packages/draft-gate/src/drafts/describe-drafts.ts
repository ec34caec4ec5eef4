import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import type { Gate } from "../model/gate.ts";
import type { LocaleManifest } from "../model/manifest.ts";
import type { Needle, SecretFile } from "../model/needle.ts";
import { type BuiltTree, type DraftOnlyFile, draftOnlyFiles } from "./draft-only-files.ts";
import { hiddenContent } from "./hidden-content.ts";
import { distinctNeedles, listNeedles, needlesOf } from "./needles.ts";
import { isOwnName } from "./own-names.ts";
import { relativeSource } from "./relative-source.ts";
import { repositoriesOf } from "./repositories.ts";
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
  for (const label of gate.labels) {
    if (!gate.publicLabels.has(label)) needles.push({ kind: "label", text: label });
  }
  for (const [kind, text] of listNeedles(gate, context)) needles.push({ kind, text });
  const { onlyDrafts: files, shown, others } = await draftOnlyFiles(gate, context, tree);
  for (const { file, served } of files) {
    for (const text of fileNames(file, served, others, context)) needles.push({ kind: "file", text });
  }

  const distinct = distinctNeedles(needles);
  const { allowed, spoken } = await spokenInPublic(distinct, gate, context, tree);
  const told = distinct.filter((needle) => !allowed.has(needle));
  const isWords = (needle: Needle) => needle.kind === "title" || spoken.has(needle);
  return {
    hosts: [new URL(context.siteConfig.url).host.toLowerCase()],
    repositories: await repositoriesOf(context),
    ids: [...gate.publicIds],
    drafts: gate.drafts.map(({ file, permalink, pluginId, id, inLatestVersion }) => ({
      source: relativeSource(file, context),
      permalink,
      plugin: pluginId,
      id,
      inLatestVersion,
    })),
    needles: told.filter((needle) => !isWords(needle)),
    files: await Promise.all(files.map((one) => fingerprint(one, context))),
    words: told.filter(isWords),
    shown: shown.map(({ file }) => relativeSource(file, context)),
    hidden: await hiddenContent(gate, context),
  };
}

/** Where the file is served, and its name where that is its own. */
function fileNames(
  file: string,
  served: string | undefined,
  others: readonly string[],
  { baseUrl }: LoadContext,
): string[] {
  const name = path.basename(file);
  const own = isOwnName(name, others) ? [name] : [];
  if (served === undefined) return own;
  const at = served.split(path.sep).join("/");
  return [...new Set([`/${at}`, baseUrl + at]), ...own];
}

async function fingerprint(
  { file, served, isElsewhere }: DraftOnlyFile,
  context: LoadContext,
): Promise<SecretFile> {
  const content = await readFile(file);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return {
    name: path.basename(file),
    ...(served !== undefined && { served: served.split(path.sep).join("/") }),
    ...(isElsewhere && { isElsewhere }),
    source: relativeSource(file, context),
    bytes: content.length,
    sha256,
  };
}
