import type { MemberProps } from "docusaurus-plugin-wirebook";
import { Children, createContext, isValidElement, type ReactNode, useMemo, useState } from "react";

/** What a row of the table is given: what the page tells of the member, and its meaning as text. */
export interface RowProps extends MemberProps {
  readonly children?: ReactNode;
}

/** Which rows are out of sight, and which are folded. */
export interface Folding {
  readonly hidden: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
  /** Folds a row, or unfolds it. */
  toggle(id: string): void;
}

/** Folding as the table tells it to its rows. */
export const FoldingContext = createContext<Folding>({
  hidden: new Set(),
  folded: new Set(),
  toggle: () => {},
});

/** The state of a table whose rows fold, and which a word filters. */
export interface FoldingTable {
  readonly folding: Folding;
  readonly rows: readonly RowProps[];
  readonly query: string;
  setQuery(query: string): void;
  /** Whether there is anything to fold. */
  readonly folds: boolean;
  /** Unfolds all rows if one is folded, and folds all otherwise. */
  toggleAll(): void;
}

/** Keeps what is folded and searched for in a table with these rows. */
export function useFolding(children: ReactNode): FoldingTable {
  const rows = useMemo(() => rowsOf(children), [children]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [query, setQuery] = useState("");
  const hidden = useMemo(() => hiddenRows(rows, folded, query), [rows, folded, query]);
  const parents = rows.filter(({ folds }) => folds).map(({ id }) => id);
  const folding = useMemo(
    () => ({ hidden, folded, toggle: (id: string) => setFolded((before) => toggled(before, id)) }),
    [hidden, folded],
  );
  return {
    folding,
    rows,
    query,
    setQuery,
    folds: parents.length > 0,
    toggleAll: () => setFolded(folded.size > 0 ? new Set() : new Set(parents)),
  };
}

function rowsOf(children: ReactNode): RowProps[] {
  return Children.toArray(children).flatMap((child) =>
    isValidElement<RowProps>(child) && typeof child.props.id === "string" ? [child.props] : [],
  );
}

function toggled(before: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(before);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Rows in a folded one, or, while somebody searches, those that neither match nor lead to one that does. */
export function hiddenRows(
  rows: readonly RowProps[],
  folded: ReadonlySet<string>,
  query: string,
): Set<string> {
  const wanted = query.trim().toLowerCase();
  return wanted === "" ? rowsInFolded(rows, folded) : rowsWithout(rows, wanted);
}

function rowsInFolded(rows: readonly RowProps[], folded: ReadonlySet<string>): Set<string> {
  const hidden = new Set<string>();
  for (const { id, parent } of rows) {
    if (parent !== undefined && (folded.has(parent) || hidden.has(parent))) hidden.add(id);
  }
  return hidden;
}

function rowsWithout(rows: readonly RowProps[], wanted: string): Set<string> {
  const hidden = new Set<string>();
  const leading = new Set<string>();
  for (const row of [...rows].reverse()) {
    const text = [row.path, row.cbor, row.json, row.unit, row.range, row.children].join(" ").toLowerCase();
    if (!text.includes(wanted) && !leading.has(row.id)) hidden.add(row.id);
    else if (row.parent !== undefined) leading.add(row.parent);
  }
  return hidden;
}
