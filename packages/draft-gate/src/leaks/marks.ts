import type { HitKind } from "./hit.ts";

/** What tells of drafts without saying any of their words. */
export function* marksOf(file: string, text: string): Generator<[kind: HitKind, mark: string]> {
  const list = /draftIds\\*["']?:\[([^\]]+)\]/.exec(text);
  if (list) yield ["draft-list", list[0]];
  const index =
    /search-index[^"'/]*-[0-9a-f]{8}\.json$/.exec(file) ??
    /search-index[^"']{0,40}\.json\?_=[0-9a-f]{8}/.exec(text);
  if (index) yield ["index-name", index[0]];
}
