import Translate, { translate } from "@docusaurus/Translate";
import { WINDOW } from "@wirebook-client/protocol";
import type { ReactNode } from "react";

/** Which part of a long payload is shown. */
export interface WindowProps {
  /** Offset of its first byte. */
  readonly from: number;
  /** Bytes of the whole payload. */
  readonly length: number;
  showFrom(offset: number): void;
}

/** Leads through a payload that is too long to be shown at once. */
export default function WirebookPlaygroundWindow({ from, length, showFrom }: WindowProps): ReactNode {
  const last = Math.min(from + WINDOW, length);
  return (
    <div className="wb-windows">
      <button
        type="button"
        className="wb-button"
        disabled={from === 0}
        onClick={() => showFrom(Math.max(0, from - WINDOW))}
      >
        <Translate id="wirebook.result.before">Bytes before</Translate>
      </button>
      <span>
        {translate(
          { id: "wirebook.result.window", message: "{from}–{last} of {length}" },
          { from, last: last - 1, length },
        )}
      </span>
      <button type="button" className="wb-button" disabled={last >= length} onClick={() => showFrom(last)}>
        <Translate id="wirebook.result.after">Bytes after</Translate>
      </button>
    </div>
  );
}
