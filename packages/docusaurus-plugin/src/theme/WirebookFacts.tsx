import Translate, { translate } from "@docusaurus/Translate";
import useBaseUrl from "@docusaurus/useBaseUrl";
import type { PageData } from "docusaurus-plugin-wirebook";
import type { ReactNode } from "react";

/** What there is to know of a message type at a glance. */
export default function WirebookFacts({ page }: { readonly page: PageData }): ReactNode {
  const { limits, schema, since, answer } = page;
  return (
    <div className="wb-facts">
      <Topic page={page} />
      <dl className="wb-facts__list">
        <Fact label={translate({ id: "wirebook.facts.direction", message: "Direction" })}>
          {directionOf(page.direction)}
        </Fact>
        {answer?.deadline !== undefined && (
          <Fact label={translate({ id: "wirebook.facts.deadline", message: "Answer" })}>
            <code>{answer.name}</code>{" "}
            <Translate id="wirebook.facts.within" values={{ seconds: answer.deadline }}>
              {"within {seconds} s"}
            </Translate>
          </Fact>
        )}
        <Fact label={translate({ id: "wirebook.facts.limits", message: "Limits" })}>
          <Translate
            id="wirebook.facts.limitValues"
            values={{
              size: sizeOf(limits.bytes),
              depth: limits.depth,
              items: grouped(limits.items),
            }}
          >
            {"{size}, {depth} levels, {items} items"}
          </Translate>
        </Fact>
        {since !== undefined && (
          <Fact label={translate({ id: "wirebook.facts.since", message: "Since" })}>{since}</Fact>
        )}
        {schema !== undefined && (
          <Fact label="JSON Schema">
            <SchemaLink schema={schema} name={page.name} />
          </Fact>
        )}
      </dl>
    </div>
  );
}

/** A file and no page: the router is to leave it to the browser. */
function SchemaLink({ schema, name }: { readonly schema: string; readonly name: string }) {
  return (
    <a href={useBaseUrl(schema)} download={`${name.replace("/", "-")}.schema.json`}>
      <Translate id="wirebook.facts.download">Download</Translate>
      <span className="wb-hidden"> JSON Schema</span>
    </a>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="wb-fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The topic name, level by level, each with what it is. */
function Topic({ page }: { readonly page: PageData }) {
  const levels = [
    ...page.topic.map(({ name, example, description }) => ({ text: example, label: description ?? name })),
    {
      text: page.direction,
      label: translate({ id: "wirebook.facts.levelDirection", message: "direction" }),
    },
    { text: page.type, label: translate({ id: "wirebook.facts.levelType", message: "message type" }) },
  ];
  return (
    <div className="wb-topic">
      <span className="wb-topic__label">
        <Translate id="wirebook.facts.topic">Topic</Translate>
      </span>
      <ol className="wb-topic__levels">
        {levels.map(({ text, label }, index) => (
          <li key={label}>
            <code>
              {index > 0 && <span className="wb-topic__slash">/</span>}
              {text}
            </code>
            <small>{label}</small>
          </li>
        ))}
      </ol>
    </div>
  );
}

function directionOf(direction: string): string {
  switch (direction) {
    case "up":
    case "req":
      return translate({ id: "wirebook.facts.up", message: "device → backend" });
    case "down":
      return translate({ id: "wirebook.facts.down", message: "backend → device" });
    default:
      return direction;
  }
}

/** By threes, with narrow spaces, as in any language: the browser's own way takes it 10 ms on a first call. */
function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, "\u202f");
}

function sizeOf(bytes: number): string {
  if (bytes % 2 ** 20 === 0) return `${bytes / 2 ** 20} MiB`;
  return bytes % 2 ** 10 === 0 ? `${bytes / 2 ** 10} KiB` : `${bytes} B`;
}
