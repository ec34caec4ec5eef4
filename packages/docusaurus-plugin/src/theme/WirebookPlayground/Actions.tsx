import Translate, { translate } from "@docusaurus/Translate";
import type { Outcome, PlaygroundState } from "@wirebook-client/use-playground";
import { type ReactNode, useRef } from "react";

/** Examples to begin with, a file to open, a link to share, and what became of it. */
export default function WirebookPlaygroundActions({ state }: { readonly state: PlaygroundState }): ReactNode {
  const { message, outcome, answer, paste, readFile, share } = state;
  return (
    <div className="wb-play__actions">
      {message?.example && <ExampleButtons example={message.example} paste={paste} />}
      <FileButton read={readFile} />
      <button type="button" className="wb-button" onClick={share} disabled={answer?.payload === undefined}>
        <Translate id="wirebook.playground.share">Copy link</Translate>
      </button>
      <span className="wb-play__status" role="status">
        {textOf(outcome)}
      </span>
    </div>
  );
}

function ExampleButtons({ example, paste }: { readonly example: string; paste(text: string): void }) {
  return (
    <>
      <button type="button" className="wb-button" onClick={() => paste(example)}>
        <Translate id="wirebook.playground.example">Example</Translate>
      </button>
      <button type="button" className="wb-button" onClick={() => paste(broken(example))}>
        <Translate id="wirebook.playground.broken">Broken example</Translate>
      </button>
    </>
  );
}

/** The example with an end that got lost on the way. */
function broken(hex: string): string {
  return hex.slice(0, Math.max(2, hex.length - 2 * Math.ceil(hex.length / 8)));
}

function FileButton({ read }: { read(file: File | undefined): Promise<void> }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        className="wb-hidden"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => void read(event.target.files?.[0])}
      />
      <button type="button" className="wb-button" onClick={() => input.current?.click()}>
        <Translate id="wirebook.playground.file">Open a file</Translate>
      </button>
    </>
  );
}

function textOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case "none":
      return "";
    case "file":
      return outcome.name;
    case "too-long":
      return translate({ id: "wirebook.playground.tooLong", message: "Too long for an address." });
    case "in-address":
      return translate({
        id: "wirebook.playground.shared",
        message: "The address above now holds the payload.",
      });
    case "copied":
      return translate({ id: "wirebook.playground.copied", message: "Address copied." });
  }
}
