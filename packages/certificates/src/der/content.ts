/** Tags of universal values that certificates are made of. @see X.680 §8.6 */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  sequence: 0x30,
  set: 0x31,
} as const;

/** What is expected of the content of a universal value, where it is not that. */
export function contentFault(tag: number, content: Uint8Array): string | undefined {
  const rule = RULES[tag];
  if (rule !== undefined) return rule.holds(content) ? undefined : rule.expected;
  // A sequence that is not constructed, or a number that is.
  return tag < 0x40 && RULES[tag ^ 0x20] !== undefined
    ? "a value that is constructed as its type is"
    : undefined;
}

interface Rule {
  readonly expected: string;
  holds(content: Uint8Array): boolean;
}

const always = () => true;
const RULES: Readonly<Record<number, Rule>> = {
  [TAG.sequence]: { expected: "a sequence", holds: always },
  [TAG.set]: { expected: "a set", holds: always },
  [TAG.octetString]: { expected: "bytes", holds: always },
  [TAG.boolean]: {
    expected: "a boolean of 00 or ff",
    holds: (content) => content.length === 1 && (content[0] === 0 || content[0] === 0xff),
  },
  [TAG.integer]: { expected: "an integer in its shortest form", holds: isShortest },
  [TAG.bitString]: { expected: "a bit string whose unused bits are 0", holds: isPadded },
  [TAG.null]: { expected: "a null without content", holds: (content) => content.length === 0 },
  [TAG.objectIdentifier]: { expected: "an object identifier in its shortest form", holds: isIdentifier },
  [TAG.utf8String]: { expected: "UTF-8", holds: isUtf8 },
  [TAG.printableString]: {
    expected: "a printable string",
    holds: (content) => /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(latin1(content)),
  },
  [TAG.ia5String]: { expected: "ASCII", holds: (content) => content.every((byte) => byte < 0x80) },
};

function isShortest([first, second, ...more]: Uint8Array): boolean {
  if (first === undefined) return false;
  if (second === undefined) return more.length === 0;
  return !(first === 0 && second < 0x80) && !(first === 0xff && second >= 0x80);
}

function isPadded(content: Uint8Array): boolean {
  const [unused = 8] = content;
  if (unused > 7 || (content.length === 1 && unused > 0)) return false;
  return content.length === 1 || ((content.at(-1) as number) & ((1 << unused) - 1)) === 0;
}

function isIdentifier(content: Uint8Array): boolean {
  const last = content.at(-1);
  if (last === undefined || last >= 0x80) return false;
  return content.every((byte, at) => byte !== 0x80 || (at > 0 && (content[at - 1] as number) >= 0x80));
}

function isUtf8(content: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}

function latin1(content: Uint8Array): string {
  return Buffer.from(content).toString("latin1");
}
