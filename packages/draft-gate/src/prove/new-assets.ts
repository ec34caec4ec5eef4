import { readFileSync } from "node:fs";
import path from "node:path";
import type { DraftAsset, Inventory } from "./inventory.ts";
import type { Journal } from "./journal.ts";
import { addressOf } from "./new-body.ts";
import { newContent, png } from "./pictures.ts";
import type { Random } from "./random.ts";
import { isReadable, type NextDraft } from "./survivors.ts";
import { word } from "./words.ts";

/** How many of the files that may go are deleted. */
const deletedShare = 0.2;

/** Which draft has to show which file. */
export interface Assets {
  readonly shownBy: ReadonlyMap<NextDraft, readonly string[]>;
  readonly imageOf: ReadonlyMap<NextDraft, string>;
  readonly changed: number;
}

/**
 * Changes the files that only drafts use. Each that is there afterwards is shown by a draft: what nothing shows is public,
 * as any file in a static folder.
 */
export function rewriteAssets(
  drafts: readonly NextDraft[],
  { assets, statics, siteDir, baseUrl }: Inventory,
  journal: Journal,
  random: Random,
): Assets {
  const shownBy = new Map<NextDraft, string[]>();
  const imageOf = new Map<NextDraft, string>();
  let changed = 0;
  const place = (file: string, content: Buffer): void => {
    const carrier = random.pick(drafts);
    journal.write(file, content);
    shownBy.set(carrier, [...(shownBy.get(carrier) ?? []), file]);
    changed++;
  };
  for (const asset of assets) {
    const before = readFileSync(asset.file);
    journal.remove(asset.file);
    if (drafts.length === 0 || (!asset.isNamed && random.chance(deletedShare))) changed++;
    else place(nextPlace(asset, random), newContent(random, asset.file, before));
  }
  for (const draft of drafts) {
    const folders = [
      ...statics.map((folder) => path.join(folder, random.pick(["", "img", word(random)]))),
      path.dirname(draft.files[0]?.to ?? siteDir),
    ];
    if (random.chance(0.4)) place(path.join(random.pick(folders), `${word(random)}.png`), png(random));
    const [folder] = statics;
    if (folder === undefined || !isReadable(draft) || !random.chance(0.3)) continue;
    const file = path.join(folder, "img", `${word(random)}.png`);
    journal.write(file, png(random));
    imageOf.set(draft, addressOf(file, siteDir, baseUrl, statics).source);
    changed++;
  }
  return { shownBy, imageOf, changed };
}

function nextPlace({ file, isNamed }: DraftAsset, random: Random): string {
  const stays = isNamed || random.chance(0.4);
  return stays ? file : path.join(path.dirname(file), word(random) + path.extname(file));
}
