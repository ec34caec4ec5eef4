import Translate from "@docusaurus/Translate";
import page from "@site/docs/messages/up/data.json";
import Heading from "@theme/Heading";
import WirebookPlayground from "@theme/WirebookPlayground";
import type { ReactNode } from "react";
import styles from "./landing.module.css";

/** The playground, with a payload to begin with. */
export function Try(): ReactNode {
  return (
    <section className={styles.try}>
      <Heading as="h2">
        <Translate id="landing.try">Paste a payload</Translate>
      </Heading>
      <WirebookPlayground
        name="up/data"
        example={page.examples[0]?.hex}
        load={() => import("@generated/docusaurus-plugin-wirebook/default/playground.js")}
      />
    </section>
  );
}
