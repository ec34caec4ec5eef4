import { decodeSequence, diagnose as diagnosticNotation } from "@wirebook/codec";
import { eachInPayload, inPayload } from "../error.ts";
import { type Form, readPayload } from "../input/payload.ts";
import { counted } from "../output/count.ts";
import { print } from "../output/print.ts";
import { printable } from "../output/text.ts";

/** What `diagnose` may be told. */
export interface DiagnoseOptions {
  readonly as?: Form;
  /** Several data items one behind the other (RFC 8742): a line for each. */
  readonly sequence?: boolean;
}

/** Shows a payload in diagnostic notation, whatever is in it: tags, simple values and odd keys are shown, not refused. */
export async function diagnose(words: readonly string[], options: DiagnoseOptions): Promise<void> {
  const { bytes, takenFor, otherwise } = await readPayload(words, options.as);
  const other = otherwise ? ` (${otherwise})` : "";
  const hint = `The payload was taken for ${takenFor}: ${counted(bytes.length, "byte")}${other}.`;
  if (!options.sequence) return print(line(inPayload(() => diagnosticNotation(bytes), hint)));
  const items = decodeSequence({ decode: diagnosticNotation }, bytes);
  for (const { value } of eachInPayload(items, hint)) await print(line(value));
}

const line = (text: string): string => `${printable(text)}\n`;
