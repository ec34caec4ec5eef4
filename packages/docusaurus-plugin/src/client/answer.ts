import {
  cborToJson,
  diagnose,
  diagnosticToCbor,
  inspect,
  isCodecError,
  jsonToCbor,
  type Message,
} from "@wirebook/codec";
import { annotate } from "../shared/annotate.ts";
import { fit } from "../shared/fit.ts";
import { type Answer, type Fault, type Input, type Question, type Text, WINDOW } from "./protocol.ts";
import { showValue } from "./show-value.ts";

/** Text beyond this is not laid out, and cut. */
const MOST_TEXT = 64 * 1024;

/** Answers a question about a payload. */
export function answer({ id, input, from }: Question, message: Message | undefined): Answer {
  const start = performance.now();
  const since = () => performance.now() - start;
  const encoded = payloadOf(input, message);
  if (!(encoded instanceof Uint8Array)) {
    return { id, from: 0, fault: encoded, fits: [], arrays: [], milliseconds: since() };
  }
  const inspection = inspect(encoded, message, { reveal: true });
  const { fault, items } = inspection;
  const first = from ?? windowAt(fault?.offset ?? 0, encoded.length);
  const arrays = items
    .filter(({ kind, depth }) => kind === "array" && depth <= 3)
    .map(({ instancePath, diagnostic }) => ({ path: instancePath, length: diagnostic.replace(/\D+/g, "") }));
  const annotation = annotate(encoded, inspection, WINDOW, first);
  return {
    id,
    payload: encoded,
    annotation,
    from: first,
    ...(fault === undefined ? texts(encoded, message) : { fault, ...diagnosis(encoded) }),
    fits: [],
    arrays,
    milliseconds: since(),
  };
}

/** The payload, or what is wrong with the JSON that it should be made of. */
function payloadOf(input: Input, message: Message | undefined): Uint8Array | Fault {
  if (input.kind === "bytes") return input.bytes;
  if (input.kind === "diagnostic") return fromDiagnostic(input.text);
  try {
    const json: unknown = JSON.parse(input.text);
    return message === undefined ? jsonToCbor(json) : message.encode(message.fromJson(json));
  } catch (error) {
    const { code, instancePath, expected, found } = error as Fault;
    return {
      message: error instanceof SyntaxError ? `JSON: ${error.message}` : (error as Error).message,
      code,
      instancePath,
      expected,
      found,
    };
  }
}

function fromDiagnostic(text: string): Uint8Array | Fault {
  try {
    return diagnosticToCbor(text);
  } catch (error) {
    return { message: `diagnostic notation: ${(error as Error).message}` };
  }
}

/** So far back that what comes before the fault can be seen too. */
function windowAt(offset: number, length: number): number {
  if (offset < WINDOW) return 0;
  return Math.max(0, Math.min(offset - WINDOW / 2, length - WINDOW));
}

function texts(
  payload: Uint8Array,
  message: Message | undefined,
): Pick<Answer, "json" | "value" | "diagnostic"> {
  const json = message === undefined ? JSON.stringify(cborToJson(payload)) : jsonOf(payload, message);
  const value = message === undefined ? cborToJson(payload) : message.decode(payload);
  return {
    json: laidOut(json.length > MOST_TEXT ? json : json.replaceAll(/"(?:[^"\\]|\\.)*":/g, "$& ")),
    value: laidOut(showValue(value, MOST_TEXT)),
    ...diagnosis(payload),
  };
}

/** The JSON text of a right payload, or why there is none: JSON cannot hold the keys of undeclared members. */
function jsonOf(payload: Uint8Array, message: Message): string {
  try {
    return message.transcode(payload);
  } catch (error) {
    if (isCodecError(error)) return error.message;
    throw error;
  }
}

function diagnosis(payload: Uint8Array): Pick<Answer, "diagnostic"> {
  try {
    return { diagnostic: laidOut(diagnose(payload)) };
  } catch {
    return {};
  }
}

function laidOut(text: string): Text {
  if (text.length <= MOST_TEXT) return { text: fit(text, 64), isCut: false };
  return { text: text.slice(0, MOST_TEXT), isCut: true };
}
