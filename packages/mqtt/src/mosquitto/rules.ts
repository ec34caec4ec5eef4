/**
 * What may stand in a setting. A line of mosquitto's files has no quotes and no escapes: whatever ends a line, or is taken
 * for something else there, has no place in them.
 */

/** Control characters, what turns text around or ends a line, quotes and the backslash, and what is no UTF-8. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"'`\\]|\p{Cs}|\p{Noncharacter_Code_Point}/u;

const PLAIN = "without quotes, backslashes, line breaks and other control characters";

/** The most bytes of a name. OpenSSL takes no longer PSK identity. */
const MOST_NAME = 128;
const MOST_FILTER = 1024;
const MOST_FOLDER = 200;

/** The files that are written here: no certificate may have such a name. */
export const OWN_FILES = {
  configuration: "mosquitto.conf",
  access: "acl",
  openAccess: "acl-open",
  passwords: "passwords",
  keys: "psk",
} as const;

/** The CN of a certificate, which may be a urn. */
export function certificateName(text: string): string | undefined {
  if (text === "" || bytesOf(text) > MOST_NAME) return `a name of 1 to ${MOST_NAME} bytes`;
  if (FORBIDDEN.test(text)) return `a name ${PLAIN}`;
  if (/[/+#]/.test(text)) return "a name without /, + and #";
  if (text.trim() !== text) return "a name without blanks at its ends";
  return undefined;
}

/** A user, or a PSK identity: what stands before the colon in a line. */
export function userName(text: string): string | undefined {
  if (text.includes(":")) {
    return "a name without a colon, behind which mosquitto's files have the secret: of a DevEUI, the digits alone";
  }
  return certificateName(text);
}

/** A hash with a salt of 12 bytes, as both versions read it, or of 64, as 2.1 alone does. */
const HASH = /^\$7\$[1-9]\d{0,7}\$(?:[A-Za-z0-9+/]{16}|([A-Za-z0-9+/]{86}==))\$[A-Za-z0-9+/]{86}==$/;

/** What `hashPassword` makes, and mosquitto_passwd. */
export function passwordHash(text: string): string | undefined {
  if (HASH.test(text)) return undefined;
  return "a hash as hashPassword makes it, $7$…; a password itself is written nowhere";
}

/** Whether a hash is one that mosquitto 2.0 leaves out, with no more than a line in its log. */
export function isHashOf21(text: string): boolean {
  return HASH.exec(text)?.[1] !== undefined;
}

/** A pre-shared key. */
export function keyDigits(text: string): string | undefined {
  if (/^(?:[0-9a-f]{2}){16,64}$/i.test(text)) return undefined;
  return "a key of 16 to 64 bytes in hexadecimal digits, as openssl rand -hex 32 makes it";
}

/** A file beside the others. */
export function fileName(text: string): string | undefined {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)) {
    return "the name of a file in the folder: letters, digits, dots, dashes and underscores, and no path";
  }
  if (Object.values(OWN_FILES).some((own) => own === text)) return "a name that no other file of these has";
  return undefined;
}

/** A folder, from the root. */
export function folder(text: string): string | undefined {
  if (text.length <= MOST_FOLDER && /^(?:\/\.?[A-Za-z0-9_][A-Za-z0-9._-]*)+$/.test(text)) return undefined;
  return "a folder from the root, such as /etc/mosquitto: letters, digits, dots, dashes and underscores, and no slash at its end";
}

/** A user of the system. */
export function systemUser(text: string): string | undefined {
  return /^[a-z_][a-z0-9_-]{0,31}$/.test(text) ? undefined : "a user of the system, such as mosquitto";
}

/** An address that a listener is bound to. */
export function address(text: string): string | undefined {
  const [isV4, isV6] = [/^\d{1,3}(?:\.\d{1,3}){3}$/, /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*$/i].map((form) =>
    form.test(text),
  );
  if (text.length <= 253 && (isV4 || isV6 || /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(text)))
    return undefined;
  return "an address such as 127.0.0.1 or ::1, or a host's name";
}

/** Whether an address is one of IPv6. */
export function isIpv6(text: string): boolean {
  return text.includes(":");
}

/** A topic prefix of any number of levels; the empty one is one. */
export function prefix(text: string): string | undefined {
  if (text === "") return undefined;
  if (/[+#]/.test(text) || text.startsWith("$"))
    return "a topic prefix without + and #, and no $ at its beginning";
  return topicFilter(text);
}

/** A topic filter. */
export function topicFilter(text: string): string | undefined {
  if (text === "" || bytesOf(text) > MOST_FILTER) return `a topic filter of 1 to ${MOST_FILTER} bytes`;
  if (FORBIDDEN.test(text)) return `a topic filter ${PLAIN}`;
  const levels = text.split("/");
  if (levels.some((level) => level.trim() !== level || /^\.{0,2}$/.test(level))) {
    return "a topic filter whose levels are not empty, no dots alone, and without blanks at their ends";
  }
  if (levels.some((level, index) => level.includes("#") && (level !== "#" || index < levels.length - 1))) {
    return "a topic filter with # alone in the last level";
  }
  if (levels.some((level) => level.includes("+") && level !== "+"))
    return "a topic filter with + alone in its level";
  return undefined;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
