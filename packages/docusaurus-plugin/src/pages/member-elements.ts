import type { MemberRow } from "../members/rows.ts";
import { element } from "./mdx.ts";
import type { PageSource } from "./sources.ts";

/** What a row of the table is told: what is empty or false is left out. */
export interface MemberProps extends Partial<Omit<MemberRow, "meaning" | "source">> {
  readonly id: string;
  readonly kind: MemberRow["kind"];
  readonly name: string;
  /** Number of the source in the list below the table. */
  readonly source?: number | undefined;
  /** Whether no public source tells of it. */
  readonly profile?: boolean | undefined;
  /** Whether it has rows below it. */
  readonly folds?: boolean | undefined;
}

/** The table of members, as MDX. */
export function memberElements(rows: readonly MemberRow[], sources: readonly PageSource[]): string {
  const parents = new Set(rows.map(({ parent }) => parent));
  const lines = rows.map(({ meaning, source, ...row }) => {
    const index = sources.findIndex(({ text }) => text === source);
    const props: MemberProps = {
      ...row,
      folds: parents.has(row.id),
      source: index < 0 ? undefined : index + 1,
      profile: index >= 0 && sources[index]?.url === undefined,
    };
    return element("WirebookMember", { ...props }, meaning);
  });
  return ["<WirebookMembers>", ...lines, "</WirebookMembers>"].join("\n");
}
