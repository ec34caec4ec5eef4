import { CertificateError } from "../error.ts";
import { type JsonNameParams, Name } from "../x509.ts";

/** One attribute of a distinguished name, such as `O` and `Example`. */
export interface NamePart {
  readonly type: keyof typeof PARTS | "CN";
  readonly value: string;
}

/** The attributes that a device's subject may have beside its CN, with the most characters of each. @see RFC 5280, Appendix A.1 */
export const PARTS = { C: 2, ST: 128, L: 128, O: 64, OU: 64, serialNumber: 64 } as const;
/** The most characters of a CN. */
export const MOST_COMMON_NAME = 64;

/** Their object identifiers. */
export const PART_IDENTIFIERS: Readonly<Record<string, NamePart["type"]>> = {
  "2.5.4.3": "CN",
  "2.5.4.5": "serialNumber",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
};

/** What has no place in a name: control characters, lone surrogates, and what turns text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;

/** Whether a text has 1 to so many characters, and none that has no place in a name. */
export function isText(value: string, most: number): boolean {
  return value !== "" && [...value].length <= most && !FORBIDDEN.test(value);
}

/**
 * Checks one attribute.
 *
 * @throws CertificateError `name`
 */
export function checkPart({ type, value }: NamePart): void {
  const most = type === "CN" ? MOST_COMMON_NAME : PARTS[type];
  if (type === "C" ? /^[A-Z]{2}$/.test(value) : isText(value, most)) return;
  const expected =
    type === "C" ? "two capital letters" : `1 to ${most} characters without control characters`;
  throw new CertificateError("name", `subject, ${type}: expected ${expected}`);
}

/**
 * Reads a subject as a device's shell takes it: `C=DE,O=Example,L=Hamburg`, without blanks around and without quotes.
 *
 * @throws CertificateError `name`
 */
export function parseSubject(text: string): NamePart[] {
  return text.split(",").map((part) => {
    const [, type = "", value = ""] = /^([A-Za-z]+)=(.*)$/s.exec(part) ?? [];
    if (!Object.hasOwn(PARTS, type)) {
      const found = type === "CN" ? ", and no CN: the device sets it" : "";
      throw new CertificateError(
        "name",
        `subject: expected ${Object.keys(PARTS).join(", ")} with commas between, such as C=DE,O=Example${found}`,
      );
    }
    const one = { type: type as NamePart["type"], value };
    checkPart(one);
    return one;
  });
}

/** A distinguished name as `@peculiar/x509` writes it: printable strings where they can be, and UTF-8 elsewhere. */
export function nameOf(parts: readonly NamePart[]): Name {
  return new Name(
    parts.map(({ type, value }) => ({
      [type === "serialNumber" ? "2.5.4.5" : type]: [
        isPrintable(type, value) ? { printableString: value } : { utf8String: value },
      ],
    })) satisfies JsonNameParams,
  );
}

function isPrintable(type: string, value: string): boolean {
  // RFC 5280 asks for it where the type has no other form.
  return type === "C" || (type === "serialNumber" && /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value));
}
