import Translate, { translate } from "@docusaurus/Translate";
import WirebookMemberMarks from "@theme/WirebookMember/Marks";
import { FoldingContext, type RowProps } from "@wirebook-client/folding";
import { type ReactNode, useContext } from "react";

/** The first cell of a row: the button that folds it, its name, its link and its marks. */
export default function WirebookMemberName(row: RowProps): ReactNode {
  const { id, kind, name, path, required, folds } = row;
  return (
    <>
      {folds && <Fold id={id} path={path ?? name} />}
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
      <WirebookMemberMarks {...row} />
    </>
  );
}

function Fold({ id, path }: { readonly id: string; readonly path: string }) {
  const { folded, toggle } = useContext(FoldingContext);
  const isFolded = folded.has(id);
  return (
    <button
      type="button"
      className="wb-member__fold"
      aria-expanded={!isFolded}
      aria-label={
        isFolded
          ? translate({ id: "wirebook.members.unfold", message: "Unfold {path}" }, { path })
          : translate({ id: "wirebook.members.fold", message: "Fold {path}" }, { path })
      }
      onClick={() => toggle(id)}
    />
  );
}
