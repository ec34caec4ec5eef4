import Translate, { translate } from "@docusaurus/Translate";
import WirebookPlaygroundSeveral from "@theme/WirebookPlayground/Several";
import type { Form, Unreadable } from "@wirebook-client/reading/pasted";
import type { PlaygroundState } from "@wirebook-client/use-playground";
import { type ReactNode, useId } from "react";

/** The field that a payload is pasted into. */
export default function WirebookPlaygroundPayload({ state }: { readonly state: PlaygroundState }): ReactNode {
  const { typed, bytesBeyond, problem, form, several, paste } = state;
  const id = useId();
  return (
    <div className="wb-play__field">
      <label htmlFor={id}>
        <Translate id="wirebook.playground.payload">Payload: hex, base64 or JSON</Translate>
      </label>
      <textarea
        id={id}
        className="wb-input wb-input--code wb-play__payload"
        rows={4}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        placeholder={
          bytesBeyond === undefined
            ? "a461697037…"
            : translate({ id: "wirebook.playground.large", message: "{bytes} bytes" }, { bytes: bytesBeyond })
        }
        onChange={(event) => paste(event.target.value)}
      />
      <p className={problem === undefined ? "wb-play__form" : "wb-play__problem"} role="status">
        {problem === undefined ? form !== undefined && takenFor(form) : textOf(problem)}
      </p>
      {several.length > 1 && <WirebookPlaygroundSeveral state={state} />}
    </div>
  );
}

function takenFor(form: Form): string {
  switch (form) {
    case "hex":
      return translate({ id: "wirebook.playground.form.hex", message: "Read as hexadecimal." });
    case "decimal numbers":
      return translate({ id: "wirebook.playground.form.numbers", message: "Read as a list of bytes." });
    case "base64":
      return translate({ id: "wirebook.playground.form.base64", message: "Read as base64." });
    case "json":
      return translate({
        id: "wirebook.playground.form.json",
        message: "Read as JSON, and written as CBOR.",
      });
    case "diagnostic":
      return translate({
        id: "wirebook.playground.form.diagnostic",
        message: "Read as diagnostic notation, and written as CBOR.",
      });
  }
}

function textOf(unreadable: Unreadable): string {
  switch (unreadable.problem) {
    case "empty":
      return "";
    case "half-byte":
      return translate(
        { id: "wirebook.playground.half", message: "Half a byte at the end: byte {at} has one digit." },
        { at: unreadable.at },
      );
    case "unknown":
      return translate({
        id: "wirebook.playground.neither",
        message:
          "This is neither hexadecimal nor base64 nor JSON, nor a line of a log: a topic with one of these behind it.",
      });
  }
}
