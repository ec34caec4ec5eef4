import Translate, { translate } from "@docusaurus/Translate";
import WirebookBytes from "@theme/WirebookBytes";
import WirebookCode from "@theme/WirebookCode";
import type { PageData } from "docusaurus-plugin-wirebook";
import { type ReactNode, useId } from "react";

/** An example in all its forms. The tabs are radio buttons: they need no script. */
export default function WirebookExample({
  page,
  index,
}: {
  readonly page: PageData;
  readonly index: number;
}): ReactNode {
  const group = useId();
  const example = page.examples[index];
  if (example === undefined) return null;
  const { json, hex, diagnostic, typescript, publish, bytes, masked, annotation } = example;
  const forms = [
    { label: "JSON", language: "json", code: json },
    { label: "CBOR", language: "text", code: hex },
    {
      label: translate({ id: "wirebook.example.diagnostic", message: "Diagnostic" }),
      language: "text",
      code: diagnostic,
    },
    { label: "TypeScript", language: "ts", code: typescript },
    { label: "mosquitto_pub", language: "text", code: publish },
  ];
  return (
    <div className="wb-example">
      <fieldset className="wb-tabs">
        <legend className="wb-hidden">
          <Translate id="wirebook.example.form">Form of the example</Translate>
        </legend>
        {forms.map(({ label }, place) => (
          <label key={label} className="wb-tab">
            <input type="radio" name={group} value={label} defaultChecked={place === 0} />
            <span>{label}</span>
          </label>
        ))}
        <div className="wb-panels">
          {forms.map(({ label, language, code }) => (
            <div key={label} className="wb-panel" data-form={label}>
              <WirebookCode language={language}>{code}</WirebookCode>
            </div>
          ))}
        </div>
      </fieldset>
      <details className="wb-details" open={index === 0}>
        <summary>
          <Translate id="wirebook.example.bytes" values={{ bytes }}>
            {"Byte for byte ({bytes} bytes)"}
          </Translate>
        </summary>
        <WirebookBytes annotation={annotation} />
        {annotation.left > 0 && (
          <p className="wb-note">
            <Translate id="wirebook.example.left" values={{ left: annotation.left }}>
              {"{left} more bytes: paste the example into the playground to see them."}
            </Translate>
          </p>
        )}
      </details>
      {masked && (
        <p className="wb-note">
          <Translate id="wirebook.example.masked">
            Sensitive members are covered: text says so, bytes are zeros.
          </Translate>
        </p>
      )}
    </div>
  );
}
