import useBrokenLinks from "@docusaurus/useBrokenLinks";
import { columns } from "@theme/WirebookMember/columns";
import WirebookMemberName from "@theme/WirebookMember/Name";
import { FoldingContext, type RowProps } from "@wirebook-client/folding";
import { type CSSProperties, type ReactNode, useContext } from "react";

/** One row of the table of members. */
export default function WirebookMember(row: RowProps): ReactNode {
  const { id, kind, depth = 0 } = row;
  const { hidden } = useContext(FoldingContext);
  useBrokenLinks().collectAnchor(id);
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: the table is laid out as cards on a phone
    <tr
      id={id}
      role="row"
      className={`wb-member wb-member--${kind}`}
      hidden={hidden.has(id)}
      style={{ "--wb-depth": depth } as CSSProperties}
    >
      <th role="rowheader" scope="row" className="wb-member__name">
        <WirebookMemberName {...row} />
      </th>
      {columns.map(({ id: column, cell }) => (
        <td key={column} role="cell" className={`wb-member__${column}`}>
          {cell(row)}
        </td>
      ))}
    </tr>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}
