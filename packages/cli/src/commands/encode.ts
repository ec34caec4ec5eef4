import { jsonToCbor } from "@wirebook/codec";
import { badPayload, badUsage, inPayload } from "../error.ts";
import { toHex } from "../input/bytes.ts";
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
  if (options.diagnostic) {
    if (options.sequence) throw badUsage("--sequence does not go with --diagnostic");
    const written = await readDiagnostic(argument);
    if (message) inPayload(() => message.decode(written), `What it expects: wirebook schema ${message.name}`);
    return write(written, options);
  }
  const json = await readJson(argument);
  const hint =
    message === undefined
      ? "Without --message, any JSON value will do."
      : `What it expects: wirebook schema ${message.name}`;
  if (options.sequence && !Array.isArray(json)) {
    throw badPayload(
      "--sequence: expected a list of values as JSON",
      "Each of them becomes a data item: [1, 2]",
    );
  }
  const payloadOf = (value: unknown): Uint8Array =>
    message ? message.encode(message.fromJson(value)) : jsonToCbor(value);
  const payload = inPayload(
    () => (options.sequence ? Buffer.concat((json as unknown[]).map(payloadOf)) : payloadOf(json)),
    hint,
  );
  await write(payload, options);
}

async function write(payload: Uint8Array, { raw, base64 }: EncodeOptions): Promise<void> {
  if (raw) await print(payload);
  else await print(`${base64 ? Buffer.from(payload).toString("base64") : toHex(payload)}\n`);
}
