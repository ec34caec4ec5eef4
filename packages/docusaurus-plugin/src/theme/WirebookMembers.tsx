import Translate, { translate } from "@docusaurus/Translate";
import useBrokenLinks from "@docusaurus/useBrokenLinks";
import {
  Children,
  createContext,
  isValidElement,
  type ReactNode,
  useContext,
  useId,
  useMemo,
  useState,
} from "react";

/** What a row is given. */
export interface MemberProps {
  readonly id: string;
  readonly parent?: string;
  readonly kind: "member" | "shape";
  readonly name: string;
  readonly path: string;
  readonly depth?: number;
  readonly cbor: string;
  readonly json: string;
  readonly unit?: string;
  readonly range?: string;
  /** Regular expression that a text has to match. */
  readonly pattern?: string;
  /** Integer key on the wire. */
  readonly wireKey?: number;
  readonly required?: boolean;
  readonly open?: boolean;
  readonly sensitive?: boolean;
  readonly profile?: boolean;
  readonly deprecated?: boolean;
  readonly since?: string;
  /** Number of the source in the list below. */
  readonly source?: number;
  /** Whether it has rows below it. */
  readonly folds?: boolean;
  readonly children?: ReactNode;
}

interface Folding {
  readonly hidden: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
  toggle(id: string): void;
}

const FoldingContext = createContext<Folding>({ hidden: new Set(), folded: new Set(), toggle: () => {} });

/** The table of members: each row can be linked to, nested members fold, and a word filters. */
export function WirebookMembers({ children }: { readonly children: ReactNode }): ReactNode {
  const rows = useMemo(() => rowsOf(children), [children]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [query, setQuery] = useState("");
  const searchId = useId();
  const hidden = useMemo(() => hiddenRows(rows, folded, query), [rows, folded, query]);
  const parents = rows.filter(({ folds }) => folds).map(({ id }) => id);

  const folding = useMemo(
    () => ({
      hidden,
      folded,
      toggle: (id: string) =>
        setFolded((before) => {
          const next = new Set(before);
          if (!next.delete(id)) next.add(id);
          return next;
        }),
    }),
    [hidden, folded],
  );
  return (
    <FoldingContext.Provider value={folding}>
      <div className="wb-members">
        {/* It is there from the beginning, out of sight until scripts have come: nothing jumps, nothing is laid out anew. */}
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
              values={{ shown: rows.length - hidden.size, all: rows.length }}
            >
              {"{shown} of {all}"}
            </Translate>
          </output>
          {parents.length > 0 && (
            <button
              type="button"
              className="wb-button"
              onClick={() => setFolded(folded.size > 0 ? new Set() : new Set(parents))}
            >
              {folded.size > 0
                ? translate({ id: "wirebook.members.unfoldAll", message: "Unfold all" })
                : translate({ id: "wirebook.members.foldAll", message: "Fold all" })}
            </button>
          )}
        </div>
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
              <Heading id="wirebook.members.name" message="Member" />
              <Heading id="wirebook.members.type" message="CBOR type" />
              <Heading id="wirebook.members.json" message="JSON type" />
              <Heading id="wirebook.members.unit" message="Unit" />
              <Heading id="wirebook.members.range" message="Range" />
              <Heading id="wirebook.members.meaning" message="Meaning" />
            </tr>
          </thead>
          <tbody role="rowgroup">{children}</tbody>
        </table>
        {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
      </div>
    </FoldingContext.Provider>
  );
}

function Heading({ id, message }: { readonly id: string; readonly message: string }) {
  const words: Record<string, string> = {
    "wirebook.members.name": translate({ id: "wirebook.members.name", message: "Member" }),
    "wirebook.members.type": translate({ id: "wirebook.members.type", message: "CBOR type" }),
    "wirebook.members.json": translate({ id: "wirebook.members.json", message: "JSON type" }),
    "wirebook.members.unit": translate({ id: "wirebook.members.unit", message: "Unit" }),
    "wirebook.members.range": translate({ id: "wirebook.members.range", message: "Range" }),
    "wirebook.members.meaning": translate({ id: "wirebook.members.meaning", message: "Meaning" }),
  };
  return (
    // biome-ignore lint/a11y/noRedundantRoles: the table is laid out as cards on a phone
    <th role="columnheader" scope="col">
      {words[id] ?? message}
    </th>
  );
}

/** One row of the table. */
export function WirebookMember(props: MemberProps): ReactNode {
  const {
    id,
    kind,
    name,
    path,
    depth = 0,
    cbor,
    json,
    unit,
    range,
    pattern,
    required,
    folds,
    children,
  } = props;
  const { hidden, folded, toggle } = useContext(FoldingContext);
  useBrokenLinks().collectAnchor(id);
  const isFolded = folded.has(id);
  const label = isFolded
    ? translate({ id: "wirebook.members.unfold", message: "Unfold {path}" }, { path })
    : translate({ id: "wirebook.members.fold", message: "Fold {path}" }, { path });
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: the table is laid out as cards on a phone
    <tr
      id={id}
      role="row"
      className={`wb-member wb-member--${kind}`}
      hidden={hidden.has(id)}
      style={{ "--wb-depth": depth } as React.CSSProperties}
    >
      <th role="rowheader" scope="row" className="wb-member__name">
        {folds && (
          <button
            type="button"
            className="wb-member__fold"
            aria-expanded={!isFolded}
            aria-label={label}
            onClick={() => toggle(id)}
          />
        )}
        {kind === "shape" ? (
          <span className="wb-member__shape">
            <Translate id="wirebook.members.shape" values={{ name }}>
              {"Shape {name}"}
            </Translate>
          </span>
        ) : (
          <code>
            {name}
            {!required && (
              <span className="wb-member__optional" aria-hidden="true">
                ?
              </span>
            )}
          </code>
        )}
        <a className="wb-member__link" href={`#${id}`}>
          <span className="wb-hidden">
            {translate({ id: "wirebook.members.link", message: "Link to {path}" }, { path: path || name })}
          </span>
        </a>
        <Marks {...props} />
      </th>
      <td role="cell" className="wb-member__cbor">
        {kind === "member" && cbor}
      </td>
      <td role="cell" className="wb-member__json">
        {kind === "member" && json}
      </td>
      <td role="cell" className="wb-member__unit">
        {unit}
      </td>
      <td role="cell" className="wb-member__range">
        {range !== undefined && <code>{range}</code>}
      </td>
      <td role="cell" className="wb-member__meaning">
        {children}
        <Source {...props} />
        {pattern !== undefined && <code className="wb-member__pattern">{pattern}</code>}
      </td>
    </tr>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}

function Marks({
  kind,
  wireKey,
  required,
  open,
  sensitive,
  profile,
  deprecated,
  since,
  path,
  name,
}: MemberProps) {
  return (
    <span className="wb-member__marks">
      {wireKey !== undefined && (
        <span className="wb-mark">
          {translate({ id: "wirebook.members.key", message: "key {key}" }, { key: wireKey })}
        </span>
      )}
      {kind === "member" && !required && (
        <span className="wb-hidden">
          {translate({ id: "wirebook.members.optional", message: "optional" })}
        </span>
      )}
      {open && (
        <span
          className="wb-mark"
          title={translate({
            id: "wirebook.members.openTitle",
            message: "Keeps members that are not listed",
          })}
        >
          {translate({ id: "wirebook.members.open", message: "open" })}
        </span>
      )}
      {sensitive && (
        <span
          className="wb-mark wb-mark--strong"
          title={translate({ id: "wirebook.members.sensitiveTitle", message: "Hidden in errors and logs" })}
        >
          {translate({ id: "wirebook.members.sensitive", message: "sensitive" })}
        </span>
      )}
      {profile && (
        <span className="wb-mark wb-mark--profile">
          {translate({ id: "wirebook.members.profile", message: "profile" })}
        </span>
      )}
      {deprecated && (
        <span className="wb-mark">
          {translate({ id: "wirebook.members.deprecated", message: "deprecated" })}
        </span>
      )}
      {since !== undefined && (
        <span className="wb-mark">
          {translate({ id: "wirebook.members.since", message: "since {since}" }, { since })}
        </span>
      )}
      {kind === "member" && path !== name && <span className="wb-hidden">{path}</span>}
    </span>
  );
}

function Source({ source }: MemberProps) {
  if (source === undefined) return null;
  return (
    <a
      className="wb-member__source"
      href={`#source-${source}`}
      aria-label={translate({ id: "wirebook.members.source", message: "Source {source}" }, { source })}
    >
      {source}
    </a>
  );
}

function rowsOf(children: ReactNode): MemberProps[] {
  return Children.toArray(children).flatMap((child) =>
    isValidElement<MemberProps>(child) && typeof child.props.id === "string" ? [child.props] : [],
  );
}

/** Rows in a folded one, or, while somebody searches, those that neither match nor lead to one that does. */
function hiddenRows(rows: readonly MemberProps[], folded: ReadonlySet<string>, query: string): Set<string> {
  const hidden = new Set<string>();
  const wanted = query.trim().toLowerCase();
  if (wanted === "") {
    for (const { id, parent } of rows) {
      if (parent !== undefined && (folded.has(parent) || hidden.has(parent))) hidden.add(id);
    }
    return hidden;
  }
  const shown = new Set<string>();
  for (const row of [...rows].reverse()) {
    const text = [row.path, row.cbor, row.json, row.unit, row.range, row.children].join(" ").toLowerCase();
    if (!text.includes(wanted) && !shown.has(row.id)) hidden.add(row.id);
    else if (row.parent !== undefined) shown.add(row.parent);
  }
  return hidden;
}
