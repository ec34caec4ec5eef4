import Translate from "@docusaurus/Translate";
import { columns } from "@theme/WirebookMember/columns";
import WirebookMembersTools from "@theme/WirebookMembers/Tools";
import { FoldingContext, useFolding } from "@wirebook-client/folding";
import type { ReactNode } from "react";

/** The table of members: each row can be linked to, nested members fold, and a word filters. */
export default function WirebookMembers({ children }: { readonly children: ReactNode }): ReactNode {
  const table = useFolding(children);
  return (
    <FoldingContext.Provider value={table.folding}>
      <div className="wb-members">
        <WirebookMembersTools table={table} />
        {/* Roles are written out because the table is laid out as cards on a phone. */}
        {/* biome-ignore-start lint/a11y/noRedundantRoles: display: block takes the roles away */}
        <table className="wb-members__table" role="table">
          <caption>
            <Translate id="wirebook.members.caption">
              A question mark stands behind what is optional.
            </Translate>
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                <Translate id="wirebook.members.name">Member</Translate>
              </th>
              {columns.map(({ id, heading }) => (
                <th key={id} role="columnheader" scope="col">
                  {heading()}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">{children}</tbody>
        </table>
        {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
      </div>
    </FoldingContext.Provider>
  );
}
