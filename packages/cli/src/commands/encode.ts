import { decodeSequence, encodeSequence, inspect, jsonToCbor, type Message } from "@wirebook/codec";
import { badPayload, badUsage, eachInPayload, inPayload } from "../error.ts";
import { readDiagnostic } from "../input/diagnostic.ts";
import { readJson } from "../input/json.ts";
import { chooseMessage, type MessageChoice } from "../messages.ts";
import { print } from "../output/print.ts";

/** How the payload is printed: hex unless told otherwise. */
export interface EncodeOptions extends MessageChoice {
  readonly base64?: boolean;
  readonly raw?: boolean;
  /** It is diagnostic notation in place of JSON, and is written as it says. */
  readonly diagnostic?: boolean;
  /** The JSON is a list of values, which are written one behind the other (RFC 8742). */
  readonly sequence?: boolean;
}

/** Turns JSON, or diagnostic notation, into a payload. */
export async function encode(argument: string | undefined, options: EncodeOptions): Promise<void> {
  if (options.raw && process.stdout.isTTY) {
    throw badUsage(
      "raw bytes are not for a terminal",
      "Redirect them: wirebook encode --raw … > payload.cbor",
    );
  }
  const message = await chooseMessage(options);
  if (options.diagnostic) return write(await fromDiagnostic(argument, message, options), options);
  const json = await readJson(argument);
  const hint =
    message === undefined
      ? "Without --message, any JSON value will do."
      : `What it expects: wirebook schema ${message.name}`;
  if (options.sequence && !Array.isArray(json)) throw noList("a list of values as JSON");
  const payloadOf = (value: unknown): Uint8Array =>
    message ? message.encode(message.fromJson(value)) : jsonToCbor(value);
  const payload = inPayload(
    () =>
      options.sequence ? encodeSequence({ encode: payloadOf }, json as readonly unknown[]) : payloadOf(json),
    hint,
  );
  await write(payload, options);
}

/** The payload that diagnostic notation says, held to the message type. */
async function fromDiagnostic(
  argument: string | undefined,
  message: Message | undefined,
  { sequence }: EncodeOptions,
): Promise<Uint8Array> {
  const written = await readDiagnostic(argument);
  const payload = sequence ? itemsIn(written) : written;
  if (message === undefined) return payload;
  const hint = `What it expects: wirebook schema ${message.name}`;
  if (!sequence) inPayload(() => message.decode(payload), hint);
  else for (const _ of eachInPayload(decodeSequence(message, payload), hint));
  return payload;
}

/** The items in an array, one behind the other. */
function itemsIn(array: Uint8Array): Uint8Array {
  const [root] = inspect(array.subarray(0, LONGEST_HEAD)).items;
  if (root?.kind !== "array") throw noList("an array in diagnostic notation");
  return array.subarray(root.headLength, root.diagnostic === "array(*)" ? -1 : undefined);
}

const LONGEST_HEAD = 9;

function noList(expected: string): Error {
  return badPayload(`--sequence: expected ${expected}`, "Each of its items becomes a data item: [1, 2]");
}

async function write(payload: Uint8Array, { raw, base64 }: EncodeOptions): Promise<void> {
  if (raw) await print(payload);
  else await print(`${Buffer.from(payload).toString(base64 ? "base64" : "hex")}\n`);
}
