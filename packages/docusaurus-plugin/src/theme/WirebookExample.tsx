import Translate, { translate } from "@docusaurus/Translate";
import WirebookBytes from "@theme/WirebookBytes";
import WirebookCode from "@theme/WirebookCode";
import WirebookTabs from "@theme/WirebookTabs";
import type { PageData } from "docusaurus-plugin-wirebook";
import type { ReactNode } from "react";

/** An example in all its forms. */
export default function WirebookExample({
  page,
  index,
}: {
  readonly page: PageData;
  readonly index: number;
}): ReactNode {
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
      <WirebookTabs
        legend={translate({ id: "wirebook.example.form", message: "Form of the example" })}
        tabs={forms.map(({ label, language, code }) => ({
          label,
          content: <WirebookCode language={language}>{code}</WirebookCode>,
        }))}
      />
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
