import { cborToJson, decodeSequence, type Message } from "@wirebook/codec";
import { badUsage, eachInPayload, inPayload } from "../error.ts";
import { type Form, type Payload, readPayload } from "../input/payload.ts";
import { chooseMessage, type MessageChoice } from "../messages.ts";
import { counted } from "../output/count.ts";
import { jsonText } from "../output/json.ts";
import { print } from "../output/print.ts";
import { withoutSecretKeys } from "../secrets.ts";
import { decodeLines } from "./decode-lines.ts";

/** What `decode` may be told. */
export interface DecodeOptions extends MessageChoice {
  readonly as?: Form;
  readonly reveal?: boolean;
  readonly compact?: boolean;
  /** Several data items one behind the other (RFC 8742): a line of JSON for each. */
  readonly sequence?: boolean;
  /** A capture of one payload per line: a file, or `true` for standard input. */
  readonly lines?: string | true;
  readonly rejects?: string;
}

/** Turns a payload into JSON, or a whole capture into NDJSON. */
export async function decode(words: readonly string[], options: DecodeOptions): Promise<void> {
  if (options.lines !== undefined) {
    if (options.as !== undefined)
      throw badUsage("--as does not go with --lines", "The lines of a capture hold hex.");
    if (options.sequence) throw badUsage("--sequence does not go with --lines", "A line holds one payload.");
    const [file, ...others] = options.lines === true ? words : [options.lines, ...words];
    if (others.length > 0)
      throw badUsage(
        "expected one capture, found several",
        "Concatenate them: cat a b | wirebook decode --lines",
      );
    return decodeLines(file, options);
  }
  if (options.rejects !== undefined) throw badUsage("--rejects goes with --lines only");
  const message = await chooseMessage(options);
  const payload = await readPayload(words, options.as);
  const reveal = options.reveal ?? false;
  const hint = hintFor(payload, message, options.sequence);
  if (options.sequence) {
    const items = decodeSequence({ decode: (bytes) => jsonOf(bytes, message, reveal) }, payload.bytes);
    for (const { value } of eachInPayload(items, hint)) await print(jsonText(value, true));
    return;
  }
  const json = inPayload(() => jsonOf(payload.bytes, message, reveal), hint);
  await print(jsonText(json, options.compact));
}

/** The JSON form of a payload; without a message type, nobody knows what in it is sensitive. */
function jsonOf(bytes: Uint8Array, message: Message | undefined, reveal: boolean): unknown {
  if (message === undefined) return cborToJson(bytes);
  const run = () => message.toJson(message.decode(bytes), { redact: !reveal });
  return reveal ? run() : withoutSecretKeys(bytes, message, run);
}

function hintFor(
  { bytes, takenFor, otherwise }: Payload,
  message: Message | undefined,
  sequence = false,
): string {
  const taken = `The payload was taken for ${takenFor}: ${counted(bytes.length, "byte")}${otherwise ? ` (${otherwise})` : ""}.`;
  const how = message === undefined ? "" : ` --message ${message.name}`;
  return `${taken}\n  To see the place: wirebook inspect${how}${sequence ? " --sequence" : ""} …`;
}
