import Link from "@docusaurus/Link";
import Translate, { translate } from "@docusaurus/Translate";
import page from "@site/docs/messages/up/data.json";
import CodeBlock from "@theme/CodeBlock";
import Heading from "@theme/Heading";
import Layout from "@theme/Layout";
import WirebookBytes from "@theme/WirebookBytes";
import WirebookPlayground from "@theme/WirebookPlayground";
import type { ExampleForms } from "docusaurus-plugin-wirebook";
import type { ReactNode } from "react";
import definition from "../landing/definition.ts?raw";
import program from "../landing/program.ts?raw";
import styles from "./index.module.css";

/** The example whose bytes the landing page shows: one telegram, short enough for one screen. */
const SHOWN = 2;

export default function Home(): ReactNode {
  return (
    <Layout
      description={translate({
        id: "landing.description",
        message:
          "Typed CBOR codecs for device messages, and the book that documents them, from one definition.",
      })}
    >
      <main className="container">
        <Opening />
        <Parts />
        <Try />
        <Facts />
      </main>
    </Layout>
  );
}

function Opening() {
  const example = page.examples[SHOWN];
  return (
    <section className={styles.opening}>
      <div>
        <Heading as="h1" className={styles.claim}>
          <Translate id="landing.claim">Say once what a message is.</Translate>
        </Heading>
        <p className={styles.lede}>
          <Translate id="landing.lede">
            Devices publish CBOR over MQTT. From one definition per message type, Wirebook makes the codec
            that your backend runs and the page that your colleagues read: typed, strict, and explained down
            to the byte.
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
      {example !== undefined && (
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
      )}
    </section>
  );
}

/** The field that shows at first sight what pointing at one does. */
function litField({ annotation }: ExampleForms): number {
  return annotation.fields.findIndex(({ label }) => label === "rssi");
}

function Parts() {
  return (
    <section
      className={styles.parts}
      aria-label={translate({ id: "landing.parts", message: "How it works" })}
    >
      <div>
        <Heading as="h2">
          <Translate id="landing.define">You define it</Translate>
        </Heading>
        <p>
          <Translate id="landing.defineText">
            One file: members, units, where each fact comes from, examples, and whether it is still a draft.
          </Translate>
        </p>
        <CodeBlock language="ts">{shownPart(definition)}</CodeBlock>
      </div>
      <div>
        <Heading as="h2">
          <Translate id="landing.run">Your backend runs it</Translate>
        </Heading>
        <p>
          <Translate id="landing.runText">
            A typed value, exact JSON, or one error that says what was expected, and at which byte.
          </Translate>
        </p>
        <CodeBlock language="ts">{shownPart(program)}</CodeBlock>
      </div>
      <div>
        <Heading as="h2">
          <Translate id="landing.read">Your colleagues read it</Translate>
        </Heading>
        <p>
          <Translate id="landing.readText">
            A page with every member, every example in five notations, the JSON Schema, and a playground that
            runs the same codec.
          </Translate>
        </p>
        <ul>
          {[page.name, "up/config", "up/status", "down/reboot"].map((name) => (
            <li key={name}>
              <Link to={`/docs/messages/${name}`}>
                <code>{name}</code>
              </Link>
            </li>
          ))}
        </ul>
        <p>
          <Translate id="landing.drafts">
            Drafts are there for those who signed in, and for nobody else: each build proves it.
          </Translate>
        </p>
      </div>
    </section>
  );
}

function Try() {
  return (
    <section className={styles.try}>
      <Heading as="h2">
        <Translate id="landing.try">Paste a payload</Translate>
      </Heading>
      <WirebookPlayground
        name="up/data"
        {...(page.examples[0] === undefined ? {} : { example: page.examples[0].hex })}
        load={() => import("@generated/docusaurus-plugin-wirebook/default/playground.js")}
      />
    </section>
  );
}

function Facts() {
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

/** What stands below the line that says so: the imports above it are the same in every program. */
function shownPart(source: string): string {
  return (source.split(/^\/\/ shown$/m)[1] ?? source).trim();
}
