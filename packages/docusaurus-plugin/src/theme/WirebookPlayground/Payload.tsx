import Translate, { translate } from "@docusaurus/Translate";
import type { Unreadable } from "@wirebook-client/payload-text";
import type { PlaygroundState } from "@wirebook-client/use-playground";
import { type ReactNode, useId } from "react";

/** The field that a payload is pasted into. */
export default function WirebookPlaygroundPayload({ state }: { readonly state: PlaygroundState }): ReactNode {
  const { typed, bytesBeyond, problem, paste } = state;
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
      <p className="wb-play__problem" role="status">
        {problem !== undefined && textOf(problem)}
      </p>
    </div>
  );
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
        message: "This is neither hexadecimal nor base64 nor JSON.",
      });
  }
}
