import { createPublicKey, type KeyObject } from "node:crypto";
import { TAG } from "../der/content.ts";
import { objectIdentifier } from "../der/object-identifier.ts";
import { type DerValue, readDer } from "../der/read-der.ts";
import { CertificateError } from "../error.ts";
import { type NamePart, PART_IDENTIFIERS } from "../issue/subject.ts";
import { refusedDeviceKey } from "../keys/key-kind.ts";

/** A signing request as it stands, before anybody has looked at what it proves. */
export interface ReadRequest {
  readonly der: Uint8Array<ArrayBuffer>;
  readonly subject: readonly NamePart[];
  readonly key: KeyObject;
}

/** The most bytes of a request: one of RSA 4096 with a long subject has 1,800. */
const MOST_BYTES = 8192;
const WHAT = "signing request";

/**
 * Signatures that are taken, with their parameters, by their bytes: what is no part of what is signed has one form alone. SHA-1
 * and MD5 prove nothing any more. @see RFC 5758 §3.2, RFC 4055 §5
 */
const SIGNATURES: ReadonlySet<string> = new Set([
  "300a06082a8648ce3d040302", // ECDSA with SHA-256
  "300a06082a8648ce3d040303",
  "300a06082a8648ce3d040304",
  "300d06092a864886f70d01010b0500", // RSA with SHA-256
  "300d06092a864886f70d01010c0500",
  "300d06092a864886f70d01010d0500",
]);

/** How the public keys that are taken begin, so that none comes with parameters of its own. @see RFC 5480 §2, RFC 3279 §2.3.1 */
const KEY_HEADS: readonly string[] = [
  // P-256 by name, a point that is not compressed
  "3059301306072a8648ce3d020106082a8648ce3d03010703420004",
];
const RSA_ALGORITHM = "300d06092a864886f70d0101010500";

/**
 * Reads a signing request, strictly.
 *
 * @throws CertificateError `not-well-formed`, `name` or `key`
 * @see {@link https://www.rfc-editor.org/rfc/rfc2986.html#section-4 | RFC 2986 §4}
 */
export function readRequest(bytes: Uint8Array): ReadRequest {
  if (bytes.length > MOST_BYTES) {
    throw malformed(`at most ${MOST_BYTES} bytes, found ${bytes.length}`);
  }
  const der = new Uint8Array(bytes);
  const [info, algorithm, proof] = partsOf(readDer(der, WHAT), [TAG.sequence, TAG.sequence, TAG.bitString]);
  const [version, subject, key, attributes] = partsOf(info, [
    TAG.integer,
    TAG.sequence,
    TAG.sequence,
    ATTRIBUTES,
  ]);
  if (version.content.length !== 1 || version.content[0] !== 0) throw malformed("version 1");
  if (proof.content[0] !== 0) throw malformed("a signature of whole bytes");
  checkAttributes(attributes);
  const request = { der, subject: readName(subject), key: readKey(key) };
  checkSignature(algorithm);
  checkProofForm(proof, request.key);
  return request;
}

const ATTRIBUTES = 0xa0;
const EXTENSION_REQUEST = "1.2.840.113549.1.9.14";

/** Each attribute once, with a set of values; of extensions, one set of them. */
function checkAttributes({ items }: DerValue): void {
  const seen = new Set<string>();
  for (const item of items) {
    const [type, values] = partsOf(item, [TAG.objectIdentifier, TAG.set]);
    const name = objectIdentifier(type.content);
    if (seen.has(name)) throw malformed("each attribute once");
    seen.add(name);
    if (values.items.length === 0) throw malformed("attributes with a value");
    if (name === EXTENSION_REQUEST && values.items.length > 1) throw malformed("one list of extensions");
  }
}

function readName({ items }: DerValue): NamePart[] {
  return items.map((set) => {
    if (set.tag !== TAG.set) throw malformed("a subject of sets");
    const [pair, ...more] = set.items;
    if (pair === undefined || more.length > 0) throw wrongName("expected one attribute in each of its parts");
    const [identifier, value] = partsOf(pair, [TAG.objectIdentifier, undefined]);
    const oid = objectIdentifier(identifier.content);
    const type = PART_IDENTIFIERS[oid];
    if (type === undefined) {
      throw wrongName(
        `expected ${Object.values(PART_IDENTIFIERS).join(", ")} alone, found the attribute ${oid}`,
      );
    }
    const decode = TEXTS[value.tag];
    if (decode === undefined) throw wrongName(`${type}: expected a printable string or UTF-8`);
    return { type, value: decode(value.content) };
  });
}

const TEXTS: Readonly<Record<number, (content: Uint8Array) => string>> = {
  [TAG.utf8String]: (content) => new TextDecoder().decode(content),
  [TAG.printableString]: (content) => Buffer.from(content).toString("latin1"),
  [TAG.ia5String]: (content) => Buffer.from(content).toString("latin1"),
};

function readKey({ bytes, items: [algorithm] }: DerValue): KeyObject {
  const hex = Buffer.from(bytes).toString("hex");
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(bytes), format: "der", type: "spki" });
  } catch (error) {
    throw new CertificateError("key", `${WHAT}: expected a public key of EC or RSA`, error);
  }
  const refused = refusedDeviceKey(key);
  if (refused !== undefined) throw new CertificateError("key", `${WHAT}: ${refused}`);
  const isRsa = Buffer.from(algorithm?.bytes ?? []).toString("hex") === RSA_ALGORITHM;
  if (!isRsa && !KEY_HEADS.some((head) => hex.startsWith(head))) {
    throw new CertificateError(
      "key",
      `${WHAT}: expected the name of its curve, and a point that is not compressed`,
    );
  }
  return key;
}

function checkSignature({ bytes, items: [identifier] }: DerValue): void {
  if (SIGNATURES.has(Buffer.from(bytes).toString("hex"))) return;
  const found = identifier?.tag === TAG.objectIdentifier ? objectIdentifier(identifier.content) : "none";
  throw new CertificateError(
    "key",
    `${WHAT}: expected a signature of ECDSA or RSA with SHA-256, SHA-384 or SHA-512, in their own form, found ${found}`,
  );
}

/** The two numbers of ECDSA are DER in themselves; as no signature covers them, they have one form alone. @see RFC 3279 §2.2.3 */
function checkProofForm({ content }: DerValue, { asymmetricKeyType }: KeyObject): void {
  if (asymmetricKeyType !== "ec") return;
  const numbers = partsOf(readDer(content.subarray(1), `${WHAT}, signature`), [TAG.integer, TAG.integer]);
  const isPositive = ({ content: [first = 0xff] }: DerValue) => first < 0x80;
  if (!numbers.every(isPositive)) throw malformed("a signature of two positive numbers");
}

/** The items of a sequence, which have these tags and no others; `undefined` takes any. */
function partsOf<const T extends readonly (number | undefined)[]>(
  { tag: own, items }: DerValue,
  tags: T,
): { [K in keyof T]: DerValue } {
  const fits =
    own === TAG.sequence &&
    items.length === tags.length &&
    tags.every((tag, at) => tag === undefined || items[at]?.tag === tag);
  if (fits) return items as unknown as { [K in keyof T]: DerValue };
  throw malformed("what RFC 2986 says that one is made of");
}

function malformed(expected: string): CertificateError {
  return new CertificateError("not-well-formed", `${WHAT}: expected ${expected}`);
}

function wrongName(words: string): CertificateError {
  return new CertificateError("name", `${WHAT}, subject: ${words}`);
}
