import Link from "@docusaurus/Link";
import Translate, { translate } from "@docusaurus/Translate";
import CodeBlock from "@theme/CodeBlock";
import Heading from "@theme/Heading";
import type { ReactNode } from "react";
import definition from "./definition.ts?raw";
import styles from "./landing.module.css";
import program from "./program.ts?raw";

/** Message types to look at first. */
const NAMES = ["up/data", "up/config", "up/status", "down/reboot"];

/** Who defines, who runs, who reads. */
export function Parts(): ReactNode {
  return (
    <section
      className={styles.parts}
      aria-label={translate({ id: "landing.parts", message: "How it works" })}
    >
      <Define />
      <Run />
      <Read />
    </section>
  );
}

function Define() {
  return (
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
  );
}

function Run() {
  return (
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
  );
}

function Read() {
  return (
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
        {NAMES.map((name) => (
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
  );
}

/** What stands below the line that says so: the imports above it are the same in every program. */
function shownPart(source: string): string {
  return (source.split(/^\/\/ shown$/m)[1] ?? source).trim();
}
