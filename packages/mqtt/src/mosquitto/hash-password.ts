/** As mosquitto 2.1 does: with each more, every client that signs in keeps the whole broker waiting longer. */
const ITERATIONS = 1000;
/** mosquitto 2.0 takes no other length; 2.1 takes this one, and its own of 64. */
const SALT_BYTES = 12;
const HASH_BITS = 512;
/** The most bytes of a password in MQTT. @see MQTT 3.1.1 §3.1.3.5 */
const MOST_BYTES = 65_535;

/**
 * Makes of a password what mosquitto's password file holds in its place: `$7$`, PBKDF2 with SHA-512 and a salt by chance,
 * which 2.0 and 2.1 read.
 *
 * @throws TypeError where it is empty, longer than MQTT's, or has a character that ends a line
 */
export async function hashPassword(password: string): Promise<string> {
  const bytes = new TextEncoder().encode(password);
  if (bytes.length === 0 || bytes.length > MOST_BYTES)
    throw new TypeError(`expected a password of 1 to ${MOST_BYTES} bytes`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  if (/[\u0000\r\n]|\p{Cs}/u.test(password))
    throw new TypeError("expected a password without line breaks and NUL");
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const secret = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveBits"]);
  const parameters = { name: "PBKDF2", hash: "SHA-512", salt, iterations: ITERATIONS };
  const hash = new Uint8Array(await crypto.subtle.deriveBits(parameters, secret, HASH_BITS));
  return `$7$${ITERATIONS}$${base64(salt)}$${base64(hash)}`;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
