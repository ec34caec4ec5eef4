import Translate, { translate } from "@docusaurus/Translate";
import type { FoldingTable } from "@wirebook-client/folding";
import { type ReactNode, useId } from "react";

/**
 * The search, how many rows it found, and the button that folds. It is there from the beginning, out of sight until
 * scripts have come: nothing jumps, nothing is laid out anew.
 */
export default function WirebookMembersTools({ table }: { readonly table: FoldingTable }): ReactNode {
  const { folding, rows, query, setQuery, folds, toggleAll } = table;
  const searchId = useId();
  return (
    <div className="wb-members__tools">
      <label htmlFor={searchId} className="wb-hidden">
        <Translate id="wirebook.members.search">Search the members</Translate>
      </label>
      <input
        id={searchId}
        type="search"
        className="wb-input"
        placeholder={translate({ id: "wirebook.members.search", message: "Search the members" })}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <output className="wb-members__count" htmlFor={searchId}>
        <Translate
          id="wirebook.members.count"
          values={{ shown: rows.length - folding.hidden.size, all: rows.length }}
        >
          {"{shown} of {all}"}
        </Translate>
      </output>
      {folds && (
        <button type="button" className="wb-button" onClick={toggleAll}>
          {folding.folded.size > 0
            ? translate({ id: "wirebook.members.unfoldAll", message: "Unfold all" })
            : translate({ id: "wirebook.members.foldAll", message: "Fold all" })}
        </button>
      )}
    </div>
  );
}
