import { translate } from "@docusaurus/Translate";
import WirebookMemberMeaning from "@theme/WirebookMember/Meaning";
import type { RowProps } from "@wirebook-client/folding";
import type { ReactNode } from "react";

/** A column of the table behind that of the names. */
export interface Column {
  /** It makes the class of its cells: `wb-member__unit`. */
  readonly id: string;
  heading(): string;
  cell(row: RowProps): ReactNode;
}

/** The columns, from left to right. */
export const columns: readonly Column[] = [
  {
    id: "cbor",
    heading: () => translate({ id: "wirebook.members.type", message: "CBOR type" }),
    cell: ({ kind, cbor }) => kind === "member" && cbor,
  },
  {
    id: "json",
    heading: () => translate({ id: "wirebook.members.json", message: "JSON type" }),
    cell: ({ kind, json }) => kind === "member" && json,
  },
  {
    id: "unit",
    heading: () => translate({ id: "wirebook.members.unit", message: "Unit" }),
    cell: ({ unit }) => unit,
  },
  {
    id: "range",
    heading: () => translate({ id: "wirebook.members.range", message: "Range" }),
    cell: ({ range }) => range !== undefined && <code>{range}</code>,
  },
  {
    id: "meaning",
    heading: () => translate({ id: "wirebook.members.meaning", message: "Meaning" }),
    cell: (row) => <WirebookMemberMeaning {...row} />,
  },
];
