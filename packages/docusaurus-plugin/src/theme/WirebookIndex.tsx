import Link from "@docusaurus/Link";
import { translate } from "@docusaurus/Translate";
import type { IndexEntry } from "docusaurus-plugin-wirebook";
import type { ReactNode } from "react";

/** The list of message types. */
export default function WirebookIndex({ messages }: { readonly messages: readonly IndexEntry[] }): ReactNode {
  return (
    <ul className="wb-index">
      {messages.map(({ name, title, summary, permalink, draft }) => (
        <li key={name} className="wb-index__entry">
          <Link to={permalink} className="wb-index__link">
            <code>{name}</code>
            <strong>{title}</strong>
            {draft && (
              <span className="wb-mark wb-mark--strong">
                {translate({ id: "wirebook.index.draft", message: "draft" })}
              </span>
            )}
          </Link>
          <p>{summary}</p>
        </li>
      ))}
    </ul>
  );
}
