import type { HitKind } from "./hit.ts";

/** What tells of drafts without saying any of their words. */
export function* marksOf(text: string): Generator<[kind: HitKind, mark: string]> {
  const list = /draftIds\\*["']?:\[([^\]]+)\]/.exec(text);
  if (list) yield ["draft-list", list[0]];
}
