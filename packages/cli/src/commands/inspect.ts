import {
  CodecError,
  type Issue,
  inspect as inspectPayload,
  isCodecError,
  type Message,
  splitSequence,
} from "@wirebook/codec";
import { EXIT } from "../error.ts";
import { type Form, type Payload, readPayload } from "../input/payload.ts";
import { chooseMessage, type MessageChoice } from "../messages.ts";
import { annotatedHex } from "../output/annotated-hex.ts";
import { coloursFor, widthOf } from "../output/colours.ts";
import { counted } from "../output/count.ts";
import { print, remark } from "../output/print.ts";
import { rowsOf } from "../output/rows.ts";
import { printable, wrap } from "../output/text.ts";
import { hasSecrets } from "../secrets.ts";

/** What `inspect` may be told. */
export interface InspectOptions extends MessageChoice {
  readonly as?: Form;
  readonly reveal?: boolean;
  /** Several data items one behind the other (RFC 8742), each shown by itself. */
  readonly sequence?: boolean;
}

/** Shows which byte of a payload is which field, and where the first fault is. */
export async function inspect(words: readonly string[], options: InspectOptions): Promise<void> {
  const reveal = options.reveal ?? false;
  const message = await chooseMessage(options);
  const payload = await readPayload(words, options.as);
  if (!options.sequence) return show(payload, message, reveal);
  let first = true;
  for (const { offset, bytes } of splitSequence(payload.bytes)) {
    await print(`${first ? "" : "\n"}item at byte ${offset} of ${payload.bytes.length}\n`);
    await show({ ...payload, bytes }, message, reveal, offset);
    first = false;
  }
}

/** Shows a payload, or an item of a sequence that begins at a byte of it: offsets are those in the whole. */
async function show(
  { bytes, takenFor, otherwise }: Payload,
  message: Message | undefined,
  reveal: boolean,
  start = 0,
): Promise<void> {
  const { items, fault: own } = inspectPayload(bytes, message && withOwnErrors(message), { reveal });
  const fault = own && {
    ...own,
    message: own.message.replace(`at byte ${own.offset}`, `at byte ${start + (own.offset ?? 0)}`),
  };
  const colours = coloursFor(process.stdout);
  const width = widthOf(process.stdout);
  // Bytes that no item accounts for may belong to a secret, if there are any.
  const rows = rowsOf(bytes, items, fault, { reveal, hideUnread: hasSecrets(message) }).map((row) => ({
    ...row,
    offset: start + row.offset,
  }));

  const title = message === undefined ? "no message type" : `${message.name}, ${message.title}`;
  const head = `${title}: ${counted(bytes.length, "byte")}, taken for ${takenFor}`;
  const tail = fault === undefined ? `${counted(items.length, "item")}, no fault` : undefined;
  const hidden = !reveal && items.some((item) => item.sensitive);
  const lines = [
    ...wrap(printable(head), width).map(colours.bold),
    annotatedHex(rows, { width, colours }),
    ...(tail === undefined ? [] : [colours.green(tail)]),
    ...(hidden ? [colours.dim("sensitive values are hidden; --reveal shows them")] : []),
  ];
  await print(`${lines.join("\n")}\n`);
  if (fault === undefined) return;
  process.exitCode = EXIT.badPayload;
  if (otherwise !== undefined) remark(`wirebook: the payload was taken for ${takenFor}; ${otherwise}`);
  if (!process.stdout.isTTY) remark(`wirebook: ${fault.message}`);
}

/** A message type that came with its own copy of the codec throws an error of that copy's class. */
function withOwnErrors(message: Message): Message {
  const decode = (payload: Uint8Array) => {
    try {
      return message.decode(payload);
    } catch (error) {
      throw isCodecError(error) ? new CodecError(error.issues as readonly [Issue, ...Issue[]]) : error;
    }
  };
  return Object.assign(Object.create(message) as Message, { decode });
}
