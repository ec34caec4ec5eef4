import { translate } from "@docusaurus/Translate";
import type { RowProps } from "@wirebook-client/folding";
import type { ReactNode } from "react";

/** What else there is to say of a member, in a word each. */
export default function WirebookMemberMarks(row: RowProps): ReactNode {
  const { kind, wireKey, required, open, sensitive, profile, deprecated, since, path, name } = row;
  return (
    <span className="wb-member__marks">
      {wireKey !== undefined && (
        <Mark>{translate({ id: "wirebook.members.key", message: "key {key}" }, { key: wireKey })}</Mark>
      )}
      {kind === "member" && !required && (
        <span className="wb-hidden">
          {translate({ id: "wirebook.members.optional", message: "optional" })}
        </span>
      )}
      {open && (
        <Mark
          title={translate({
            id: "wirebook.members.openTitle",
            message: "Keeps members that are not listed",
          })}
        >
          {translate({ id: "wirebook.members.open", message: "open" })}
        </Mark>
      )}
      {sensitive && (
        <Mark
          tone="strong"
          title={translate({ id: "wirebook.members.sensitiveTitle", message: "Hidden in errors and logs" })}
        >
          {translate({ id: "wirebook.members.sensitive", message: "sensitive" })}
        </Mark>
      )}
      {profile && (
        <Mark tone="profile">{translate({ id: "wirebook.members.profile", message: "profile" })}</Mark>
      )}
      {deprecated && <Mark>{translate({ id: "wirebook.members.deprecated", message: "deprecated" })}</Mark>}
      {since !== undefined && (
        <Mark>{translate({ id: "wirebook.members.since", message: "since {since}" }, { since })}</Mark>
      )}
      {kind === "member" && path !== name && <span className="wb-hidden">{path}</span>}
    </span>
  );
}

interface MarkProps {
  readonly tone?: "strong" | "profile";
  readonly title?: string;
  readonly children: ReactNode;
}

function Mark({ tone, title, children }: MarkProps) {
  return (
    <span className={tone === undefined ? "wb-mark" : `wb-mark wb-mark--${tone}`} title={title}>
      {children}
    </span>
  );
}
