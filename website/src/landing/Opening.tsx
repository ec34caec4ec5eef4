import Link from "@docusaurus/Link";
import Translate from "@docusaurus/Translate";
import page from "@site/docs/messages/up/data.json";
import Heading from "@theme/Heading";
import WirebookBytes from "@theme/WirebookBytes";
import type { ExampleForms } from "docusaurus-plugin-wirebook";
import type { ReactNode } from "react";
import styles from "./landing.module.css";

/** The example whose bytes are shown: one telegram, short enough for one screen. */
const SHOWN = 2;

/** What it is, in a sentence and in bytes. */
export function Opening(): ReactNode {
  const example = page.examples[SHOWN];
  return (
    <section className={styles.opening}>
      <Claim />
      {example !== undefined && <Bytes example={example} />}
    </section>
  );
}

function Claim() {
  return (
    <div>
      <Heading as="h1" className={styles.claim}>
        <Translate id="landing.claim">Say once what a message is.</Translate>
      </Heading>
      <p className={styles.lede}>
        <Translate id="landing.lede">
          Devices publish CBOR over MQTT. From one definition per message type, Wirebook makes the codec that
          your backend runs and the page that your colleagues read: typed, strict, and explained down to the
          byte.
        </Translate>
      </p>
      <div className={styles.actions}>
        <Link className="button button--primary" to="/docs/get-started">
          <Translate id="landing.start">Get started</Translate>
        </Link>
        <Link to="/docs/messages">
          <Translate id="landing.messages">Message types</Translate>
        </Link>
        <Link to="/playground">
          <Translate id="landing.playground">Playground</Translate>
        </Link>
      </div>
    </div>
  );
}

function Bytes({ example }: { readonly example: ExampleForms }) {
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span>
          <Translate id="landing.caption" values={{ bytes: example.bytes }}>
            {"A gateway heard a meter: {bytes} bytes"}
          </Translate>
        </span>
        <Link to="/docs/messages/up/data">
          <code>up/data</code>
        </Link>
      </figcaption>
      <WirebookBytes annotation={example.annotation} lit={litField(example)} />
    </figure>
  );
}

/** The field that shows at first sight what pointing at one does. */
function litField({ annotation }: ExampleForms): number {
  return annotation.fields.findIndex(({ label }) => label === "rssi");
}
