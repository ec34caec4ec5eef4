import { CertificateError } from "../error.ts";

/** What stands between a BEGIN and its END. @see {@link https://www.rfc-editor.org/rfc/rfc7468.html | RFC 7468} */
export interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array;
}

const BEGIN = /-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,40})-----/g;
/** What a terminal was told beside the text: colours and places. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const STEERING = /\u001b\[[0-9;?]*[A-Za-z]/g;
const COLUMNS = 64;

/** Whether bytes are text with a PEM block in it. */
export function isPem(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes("-----BEGIN ");
}

/**
 * Reads all blocks of a text, whatever stands around them: prompts, commands, indentation, line ends of any system.
 *
 * @throws CertificateError `not-well-formed`
 */
export function readPem(bytes: Uint8Array, what: string): PemBlock[] {
  const text = Buffer.from(bytes).toString("latin1").replace(STEERING, "");
  const blocks: PemBlock[] = [];
  let end = 0;
  for (const begin of text.matchAll(BEGIN)) {
    if (begin.index < end) continue;
    const label = begin[1] as string;
    const from = begin.index + begin[0].length;
    const close = `-----END ${label}-----`;
    const to = text.indexOf(close, from);
    const line = text.slice(0, begin.index).split("\n").length;
    if (to < 0) throw wrong(`${what}, line ${line}: expected ${close} behind ${begin[0]}`);
    end = to + close.length;
    blocks.push({ label, der: fromBase64(text.slice(from, to), what, line) });
  }
  return blocks;
}

/** Writes a block, with a line end behind its last line. */
export function writePem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(new RegExp(`.{1,${COLUMNS}}`, "g")) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

function fromBase64(text: string, what: string, line: number): Uint8Array {
  const symbols = text.replace(/\s/g, "");
  const der = Buffer.from(symbols, "base64");
  if (symbols === "" || der.toString("base64") !== symbols) {
    const at = text.split("\n").findIndex((one) => !/^\s*[A-Za-z0-9+/]*={0,2}\s*$/.test(one));
    throw wrong(`${what}, line ${line + Math.max(at, 0)}: expected base64 alone between BEGIN and END`);
  }
  return new Uint8Array(der);
}

function wrong(message: string): CertificateError {
  return new CertificateError("not-well-formed", message);
}
