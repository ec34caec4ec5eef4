import Translate, { translate } from "@docusaurus/Translate";
import WirebookTabs from "@theme/WirebookTabs";
import type { Answer, Text } from "@wirebook-client/protocol";
import type { PlaygroundState } from "@wirebook-client/use-playground";
import type { ReactNode } from "react";

/** What the forms of a value are made of. */
export interface TextsProps extends Pick<PlaygroundState, "jsonTyped" | "pasteJson"> {
  readonly answer: Answer;
}

/** The value in its forms; that in JSON can be edited. */
export default function WirebookPlaygroundTexts({ answer, jsonTyped, pasteJson }: TextsProps): ReactNode {
  const label = translate({ id: "wirebook.result.json", message: "JSON; edit it to see the CBOR" });
  const isCut = answer.json?.isCut ?? false;
  return (
    <div className="wb-texts">
      <WirebookTabs
        legend={translate({ id: "wirebook.result.form", message: "Form of the value" })}
        tabs={[
          {
            label: "JSON",
            content: (
              <>
                <textarea
                  className="wb-input wb-input--code wb-texts__json"
                  aria-label={label}
                  spellCheck={false}
                  autoComplete="off"
                  readOnly={isCut}
                  value={jsonTyped ?? answer.json?.text ?? ""}
                  onChange={(event) => pasteJson(event.target.value)}
                />
                {isCut && <Cut />}
              </>
            ),
          },
          {
            label: translate({ id: "wirebook.result.value", message: "Value" }),
            content: <TextView text={answer.value} />,
          },
          {
            label: translate({ id: "wirebook.example.diagnostic", message: "Diagnostic" }),
            content: <TextView text={answer.diagnostic} />,
          },
        ]}
      />
    </div>
  );
}

function TextView({ text }: { readonly text: Text | undefined }) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <pre className="wb-texts__text" tabIndex={0}>
        {text?.text ?? ""}
      </pre>
      {text?.isCut && <Cut />}
    </>
  );
}

function Cut() {
  return (
    <p className="wb-note">
      <Translate id="wirebook.result.cut">The text goes on; only its beginning is shown.</Translate>
    </p>
  );
}
