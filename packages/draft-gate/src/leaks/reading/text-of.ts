/** Whether bytes are a text as a whole: a NUL early on is the mark of anything else. */
export function isText(bytes: Buffer): boolean {
  return byteOrder(bytes) !== undefined || !bytes.subarray(0, 1024).includes(0);
}

/**
 * What bytes say: a text as such, in UTF-8, UTF-16 or Latin-1; of others, what stands among them in UTF-8 or UTF-16, each
 * on a line of its own.
 */
export function textOf(bytes: Buffer): string {
  const order = byteOrder(bytes);
  if (order !== undefined) return decodeUtf16(bytes.subarray(2), order);
  const isBinary = bytes.includes(0);
  if (!isText(bytes)) return textsIn(bytes.toString("latin1")).join("\n");
  const text = bytes.toString("utf8");
  if (isBinary) return [text, ...wideTextsIn(bytes.toString("latin1"))].join("\n");
  return text.includes("\uFFFD") ? `${text}\n${bytes.toString("latin1")}` : text;
}

type ByteOrder = "little" | "big";

/** The order that a mark at the beginning tells. */
function byteOrder(bytes: Buffer): ByteOrder | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "little";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "big";
  return undefined;
}

function decodeUtf16(bytes: Buffer, order: ByteOrder): string {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return (order === "little" ? whole : Buffer.from(whole).swap16()).toString("utf16le");
}

/** Eight characters in a row that are well-formed UTF-8 (RFC 3629) are hardly chance. */
const narrow = /(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){8,}/g;

function textsIn(latin1: string): string[] {
  const texts = [...latin1.matchAll(narrow)].map(([run]) => Buffer.from(run, "latin1").toString("utf8"));
  return [...texts, ...wideTextsIn(latin1)];
}

// Of the Latin, Greek and Cyrillic letters and the general punctuation, the upper byte is one of these.
const wide = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: half of such a text is NULs
  little: /(?:[\t\n\r\x20-\xff][\x00-\x05\x20]){5,}/g,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: half of such a text is NULs
  big: /(?:[\x00-\x05\x20][\t\n\r\x20-\xff]){5,}/g,
};

function wideTextsIn(latin1: string): string[] {
  return (["little", "big"] as const).flatMap((order) =>
    [...latin1.matchAll(wide[order])]
      .filter(([run]) => run.includes("\0"))
      .map(([run]) => decodeUtf16(Buffer.from(run, "latin1"), order)),
  );
}
