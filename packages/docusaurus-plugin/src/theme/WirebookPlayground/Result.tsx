import WirebookBytes from "@theme/WirebookBytes";
import WirebookPlaygroundFits from "@theme/WirebookPlayground/Fits";
import WirebookPlaygroundTexts from "@theme/WirebookPlayground/Texts";
import WirebookPlaygroundVerdict from "@theme/WirebookPlayground/Verdict";
import WirebookPlaygroundWindow from "@theme/WirebookPlayground/Window";
import { type Answer, WINDOW } from "@wirebook-client/protocol";
import type { PlaygroundState } from "@wirebook-client/use-playground";
import type { ReactNode } from "react";

/** A state that has an answer to show. */
export interface ResultProps {
  readonly state: PlaygroundState;
  readonly answer: Answer;
}

/** What the payload holds, or what is wrong with it and where. */
export default function WirebookPlaygroundResult({ state, answer }: ResultProps): ReactNode {
  const { isBusy, jsonTyped, pasteJson, showFrom, setTopic } = state;
  const { payload, annotation, fault, from, fits } = answer;
  return (
    <div className="wb-result" aria-busy={isBusy}>
      <WirebookPlaygroundVerdict answer={answer} />
      <WirebookPlaygroundFits fits={fits} setTopic={setTopic} />
      {annotation !== undefined && payload !== undefined && (
        <>
          <WirebookBytes annotation={annotation} fault={fault?.offset} />
          {payload.length > WINDOW && (
            <WirebookPlaygroundWindow from={from} length={payload.length} showFrom={showFrom} />
          )}
        </>
      )}
      {(jsonTyped ?? answer.json ?? answer.diagnostic) !== undefined && (
        <WirebookPlaygroundTexts answer={answer} jsonTyped={jsonTyped} pasteJson={pasteJson} />
      )}
    </div>
  );
}
