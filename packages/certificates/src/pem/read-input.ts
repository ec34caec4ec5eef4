import { lengthAt } from "../der/read-der.ts";
import { CertificateError } from "../error.ts";
import { isPem, readPem } from "./pem.ts";

/** The most bytes around a signing request, which has 8 KiB itself. */
const MOST_REQUEST = 64 * 1024;
/** The most bytes of certificates: what systems trust, all in one file, takes up to half a megabyte. */
const MOST_CERTIFICATES = 4 * 1024 * 1024;

const REQUEST = /^(?:NEW )?CERTIFICATE REQUEST$/;
const PRIVATE = /PRIVATE KEY$/;

/**
 * The one signing request of a text or of bytes, in DER.
 *
 * @throws CertificateError `not-well-formed`
 */
export function readRequestInput(bytes: Uint8Array, what: string): Uint8Array {
  checkSize(bytes, what, MOST_REQUEST);
  if (!isPem(bytes)) return checkDer(bytes, what);
  const blocks = readPem(bytes, what);
  const requests = blocks.filter(({ label }) => REQUEST.test(label));
  const [request, ...more] = requests;
  if (more.length > 0) throw wrong(`${what}: expected one signing request, found ${requests.length}`);
  if (request !== undefined && blocks.length === 1) return request.der;
  throw wrong(`${what}: expected one signing request alone, found ${found(blocks)}`);
}

/**
 * The certificates of a text or of bytes, one behind the other, each in DER.
 *
 * @throws CertificateError `not-well-formed`
 */
export function readCertificateInput(bytes: Uint8Array, what: string): Uint8Array[] {
  checkSize(bytes, what, MOST_CERTIFICATES);
  if (!isPem(bytes)) return splitDer(checkDer(bytes, what), what);
  const blocks = readPem(bytes, what);
  const certificates = blocks.filter(({ label }) => /^(?:X509 )?CERTIFICATE$/.test(label));
  if (certificates.length > 0) return certificates.map(({ der }) => der);
  throw wrong(`${what}: expected certificates, found ${found(blocks)}`);
}

/** Whether a text holds a signing request. */
export function isRequest(bytes: Uint8Array): boolean {
  return /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----/.test(Buffer.from(bytes).toString("latin1"));
}

const SEQUENCE = 0x30;

/** Bytes that may be DER; texts that are no PEM are told what they lack. */
function checkDer(bytes: Uint8Array, what: string): Uint8Array {
  if (bytes[0] === SEQUENCE) return bytes;
  const text = Buffer.from(bytes).toString("latin1");
  if (/^(?:\xff\xfe|\xfe\xff)|^(?:\0[\t\n\r -~]|[\t\n\r -~]\0)/.test(text)) {
    throw wrong(
      `${what}: expected PEM or DER, found UTF-16, as PowerShell's > writes it: write it anew as ASCII (Out-File -Encoding ascii)`,
    );
  }
  if (/^\s*MI[A-Za-z0-9+/=\s]+$/.test(text)) {
    throw wrong(
      `${what}: expected PEM or DER, found base64 without the line -----BEGIN …----- before it, and the one of END behind it`,
    );
  }
  throw wrong(`${what}: expected PEM or DER, found something else`);
}

function splitDer(bytes: Uint8Array, what: string): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] === SEQUENCE ? lengthAt(bytes, at) : undefined;
    if (length === undefined || at + length > bytes.length) {
      throw wrong(`${what} at byte ${at}: expected a certificate in PEM or DER`);
    }
    parts.push(bytes.subarray(at, at + length));
    at += length;
  }
  return parts;
}

function checkSize({ length }: Uint8Array, what: string, most: number): void {
  if (length === 0) throw wrong(`${what}: expected PEM or DER, found nothing`);
  if (length > most) throw wrong(`${what}: expected at most ${most} bytes, found more`);
}

function found(blocks: readonly { readonly label: string }[]): string {
  const labels = blocks.map(({ label }) => label);
  if (labels.some((label) => PRIVATE.test(label))) {
    return "a private key: it stays where it was made, and nobody needs to see it";
  }
  return labels.length === 0 ? "text without a whole block" : labels.join(", ").slice(0, 100);
}

function wrong(message: string): CertificateError {
  return new CertificateError("not-well-formed", message);
}
