import Translate, { translate } from "@docusaurus/Translate";
import WirebookTabs from "@theme/WirebookTabs";
import type { ComponentType, ReactNode } from "react";
import type { Annotation } from "../shared/annotate.mts";
import { type Answer, type Text, WINDOW } from "./protocol.ts";

interface Props {
  readonly answer: Answer;
  readonly isBusy: boolean;
  /** What was typed as JSON, if that is what the payload is made of. */
  readonly json: string | undefined;
  readonly Bytes: ComponentType<{ readonly annotation: Annotation; readonly fault?: number }>;
  onJson(text: string): void;
  onWindow(from: number): void;
}

/** What the payload holds, or what is wrong with it and where. */
export function PlaygroundResult({ answer, isBusy, json, Bytes, onJson, onWindow }: Props): ReactNode {
  const { payload, annotation, fault } = answer;
  return (
    <div className="wb-result" aria-busy={isBusy}>
      <Verdict answer={answer} />
      {annotation !== undefined && payload !== undefined && (
        <>
          <Bytes annotation={annotation} {...(fault?.offset === undefined ? {} : { fault: fault.offset })} />
          {payload.length > WINDOW && <Windows answer={answer} length={payload.length} onWindow={onWindow} />}
        </>
      )}
      {(json ?? answer.json ?? answer.diagnostic) !== undefined && (
        <Texts answer={answer} json={json} onJson={onJson} />
      )}
    </div>
  );
}

function Verdict({ answer }: { readonly answer: Answer }) {
  const { payload, fault, arrays, milliseconds } = answer;
  const size =
    payload === undefined
      ? ""
      : translate({ id: "wirebook.result.size", message: "{bytes} bytes" }, { bytes: payload.length });
  return (
    <div
      className={fault === undefined ? "wb-verdict wb-verdict--good" : "wb-verdict wb-verdict--bad"}
      role="status"
    >
      {fault === undefined ? (
        <>
          <strong>
            <Translate id="wirebook.result.good">Reads well</Translate>
          </strong>
          <span>{[size, ...arrays.map(({ path, length }) => `${path || "/"}: ${length}`)].join(" · ")}</span>
        </>
      ) : (
        <>
          <strong>
            {fault.offset === undefined
              ? (fault.instancePath ?? translate({ id: "wirebook.result.bad", message: "Not readable" }))
              : translate({ id: "wirebook.result.byte", message: "Byte {offset}" }, { offset: fault.offset })}
            {fault.code !== undefined && <code>{fault.code}</code>}
          </strong>
          <span>
            {fault.expected === undefined ? (
              fault.message
            ) : (
              <>
                {fault.instancePath ? <code>{fault.instancePath}</code> : null}{" "}
                {fault.found === undefined
                  ? translate(
                      { id: "wirebook.result.expected", message: "expected {expected}" },
                      { expected: fault.expected },
                    )
                  : translate(
                      { id: "wirebook.result.expectedFound", message: "expected {expected}, found {found}" },
                      { expected: fault.expected, found: fault.found },
                    )}
              </>
            )}
          </span>
        </>
      )}
      <small data-milliseconds={milliseconds.toFixed(1)}>{milliseconds.toFixed(1)} ms</small>
    </div>
  );
}

function Windows({
  answer,
  length,
  onWindow,
}: {
  readonly answer: Answer;
  readonly length: number;
  onWindow(from: number): void;
}) {
  const { from } = answer;
  const last = Math.min(from + WINDOW, length);
  return (
    <div className="wb-windows">
      <button
        type="button"
        className="wb-button"
        disabled={from === 0}
        onClick={() => onWindow(Math.max(0, from - WINDOW))}
      >
        <Translate id="wirebook.result.before">Bytes before</Translate>
      </button>
      <span>
        {translate(
          { id: "wirebook.result.window", message: "{from}–{last} of {length}" },
          { from, last: last - 1, length },
        )}
      </span>
      <button type="button" className="wb-button" disabled={last >= length} onClick={() => onWindow(last)}>
        <Translate id="wirebook.result.after">Bytes after</Translate>
      </button>
    </div>
  );
}

function Texts({ answer, json, onJson }: Pick<Props, "answer" | "json" | "onJson">) {
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
                  value={json ?? answer.json?.text ?? ""}
                  onChange={(event) => onJson(event.target.value)}
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
