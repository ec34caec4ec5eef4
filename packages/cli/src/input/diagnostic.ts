import { diagnosticToCbor } from "@wirebook/codec";
import { badPayload } from "../error.ts";
import { readText } from "./text.ts";

/**
 * Reads a payload in diagnostic notation: the text itself, a file, or `-` or nothing for standard input.
 *
 * @throws CliError when it is something else; the text says where, and shows nothing of it
 */
export async function readDiagnostic(argument: string | undefined): Promise<Uint8Array> {
  const { text, name } = await readText(argument, "diagnostic notation", /^\s*[[{(<"'\d-]/);
  try {
    return diagnosticToCbor(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw badPayload(`${name}: ${error.message}`, `As in RFC 8949 §8: {1: h'a161', "at": 1(1363896240)}`);
  }
}
