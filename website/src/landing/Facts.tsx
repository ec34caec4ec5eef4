import { translate } from "@docusaurus/Translate";
import type { ReactNode } from "react";
import styles from "./landing.module.css";

/** What to count on. */
export function Facts(): ReactNode {
  const facts = [
    {
      term: translate({ id: "landing.strict", message: "Strict" }),
      text: translate({
        id: "landing.strictText",
        message:
          "Every payload ends in a value of the declared type or in one error. Nothing is merged, nothing guessed.",
      }),
    },
    {
      term: translate({ id: "landing.exact", message: "Exact" }),
      text: translate({
        id: "landing.exactText",
        message:
          "Counters of 64 bits, bytes, integer keys: what JSON lacks has one spelling, and comes back as it was.",
      }),
    },
    {
      term: translate({ id: "landing.noEval", message: "No eval" }),
      text: translate({
        id: "landing.noEvalText",
        message:
          "Codecs are modules, made ahead of time. They run in a browser that forbids code generation, as this page does.",
      }),
    },
    {
      term: translate({ id: "landing.open", message: "Public facts" }),
      text: translate({
        id: "landing.openText",
        message:
          "The message types are made from public sources, each member names its own. None of this is an official specification.",
      }),
    },
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(({ term, text }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
