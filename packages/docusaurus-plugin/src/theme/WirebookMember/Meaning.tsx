import { translate } from "@docusaurus/Translate";
import type { RowProps } from "@wirebook-client/folding";
import type { ReactNode } from "react";

/** What a member means, the number of its source, where its members stand, and the pattern that a text has to match. */
export default function WirebookMemberMeaning({
  source,
  pattern,
  like,
  likeAnchor,
  children,
}: RowProps): ReactNode {
  return (
    <>
      {children}
      {source !== undefined && (
        <a
          className="wb-member__source"
          href={`#source-${source}`}
          aria-label={translate({ id: "wirebook.members.source", message: "Source {source}" }, { source })}
        >
          {source}
        </a>
      )}
      {like !== undefined && (
        <a className="wb-member__like" href={`#${likeAnchor}`}>
          {translate({ id: "wirebook.members.like", message: "Members of {like}" }, { like })}
        </a>
      )}
      {pattern !== undefined && <code className="wb-member__pattern">{pattern}</code>}
    </>
  );
}
