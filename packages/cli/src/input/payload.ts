import { fromBase64, fromHex, readPasted, whyNotHex } from "@wirebook/codec/pasted";
import { badUsage } from "../error.ts";
import { counted } from "../output/count.ts";
import { remark } from "../output/print.ts";
import { isFile, isFolder, openInput, readAll } from "./stream.ts";
import { withoutMark } from "./text.ts";

/** How bytes are written. */
export const FORMS = ["hex", "base64", "binary"] as const;

/** One of {@link FORMS}. */
export type Form = (typeof FORMS)[number];

/** A payload, and what it was taken for. */
export interface Payload {
  readonly bytes: Uint8Array;
  /** `hex`, or `base64 in payload.txt`. */
  readonly takenFor: string;
  /** What else it could have been and how to say so, for when it turns out wrong. */
  readonly otherwise?: string;
}

/**
 * Reads a payload from the command line: bytes as a program writes them, hex above all (in one or several words), a file, base64, in this order; `-` and
 * nothing at all are standard input. What a file or standard input holds is hex, base64 or else binary. `form` settles it.
 *
 * @throws CliError when it is nothing of the kind; the text does not show the argument, which may be a secret
 */
export async function readPayload(words: readonly string[], form?: Form): Promise<Payload> {
  const text = words.join(" ");
  if (words.length === 0 || text === "-") return readFrom(words[0], form);
  const written = form === "binary" ? undefined : readText(text, form);
  if (isFile(text)) {
    if (written === undefined || written.takenFor === "base64") return readFrom(text, form);
    remark(`wirebook: taken for ${written.takenFor}; for the file of the same name, write ./${text}`);
  }
  if (written?.takenFor === "base64" && isFolder(text))
    throw badUsage(`${text}: expected a file, found a folder`);
  if (written === undefined) throw nothingOfTheKind(text, form);
  return { ...written, ...otherwiseOf(text, written.takenFor) };
}

async function readFrom(path: string | undefined, form: Form | undefined): Promise<Payload> {
  const input = openInput(path, "a payload as hex, base64 or a file");
  const content = await readAll(input);
  const text = content.toString("latin1");
  const written = form === "binary" ? undefined : readText(text, form);
  if (written === undefined && form !== undefined && form !== "binary") {
    throw badUsage(
      `${input.name}: expected ${form}: ${whyNot(text, form)}`,
      "Leave --as out to have it found out.",
    );
  }
  if (written === undefined) return { bytes: new Uint8Array(content), takenFor: `binary in ${input.name}` };
  return { bytes: written.bytes, takenFor: `${written.takenFor} in ${input.name}` };
}

function readText(given: string, form?: Form): Pick<Payload, "bytes" | "takenFor"> | undefined {
  const text = withoutMark(given);
  if (form === undefined) {
    const read = readPasted(text);
    return read && { bytes: read.bytes, takenFor: read.form };
  }
  const bytes = form === "hex" ? fromHex(text) : fromBase64(text);
  return bytes && { bytes, takenFor: form };
}

function otherwiseOf(text: string, takenFor: string): { otherwise?: string } {
  if (takenFor === "base64") return { otherwise: "there is no file of that name" };
  if (takenFor !== "hex") return { otherwise: "--as hex takes it for hex" };
  return fromBase64(text) === undefined
    ? {}
    : { otherwise: "--as base64 takes it for base64, which it could be too" };
}

function nothingOfTheKind(text: string, form: Form | undefined): Error {
  const tried = form === undefined || form === "binary" ? (["hex", "base64"] as const) : ([form] as const);
  const why = form === "binary" ? "" : tried.map((one) => `not ${one} (${whyNot(text, one)}), `).join("");
  return badUsage(
    `the payload (${counted(text.length, "character")}) cannot be read: ${why}and there is no file of that name`,
    "Expected hex, base64 or a file; - is standard input.",
  );
}

function whyNot(text: string, form: Form): string {
  return form === "hex" ? whyNotHex(text) : "expected A–Z, a–z, 0–9, + and /, or - and _, without spaces";
}
