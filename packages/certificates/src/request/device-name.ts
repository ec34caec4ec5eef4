import { type DevEuiSpelling, readDevEui, spell, tryDevEui } from "../dev-eui.ts";
import { CertificateError } from "../error.ts";
import type { NamePart } from "../issue/subject.ts";

/**
 * The DevEUI of a request: that of its CN, or, where it has none, the one that is said beside it.
 *
 * @throws CertificateError `name`
 */
export function deviceOf(subject: readonly NamePart[], said: string | undefined): string {
  const [name, ...more] = subject.filter(({ type }) => type === "CN");
  const expected = said === undefined ? undefined : readDevEui(said);
  if (more.length > 0) throw wrong("expected one CN, found several");
  if (name === undefined) {
    if (expected !== undefined) return expected;
    throw wrong("expected a CN that is the DevEUI, found none; say which device it is of: --device DEVEUI");
  }
  const devEui = tryDevEui(name.value);
  if (devEui === undefined) {
    throw wrong(`expected a CN that is the DevEUI, such as ${spell("70b3d5e050020901")} or the digits alone`);
  }
  if (expected !== undefined && expected !== devEui) {
    throw wrong(`expected the CN of the device ${expected}, found that of ${devEui}`);
  }
  return devEui;
}

/** The subject of the certificate: that of the request, with the DevEUI in one spelling. */
export function subjectFor(
  subject: readonly NamePart[],
  devEui: string,
  spelling: DevEuiSpelling,
): NamePart[] {
  const own: NamePart = { type: "CN", value: spell(devEui, spelling) };
  const parts = subject.map((part) => (part.type === "CN" ? own : part));
  return parts.includes(own) ? parts : [...parts, own];
}

function wrong(words: string): CertificateError {
  return new CertificateError("name", `signing request: ${words}`);
}
