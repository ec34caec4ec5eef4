import type { X509Certificate } from "node:crypto";
import { type Authority, checkAuthority } from "../authority/authority.ts";
import { DEVICE_DAYS } from "../authority/issue-leaf.ts";
import { type DevEuiSpelling, spell } from "../dev-eui.ts";
import { CertificateError } from "../error.ts";
import { issue } from "../issue/issue.ts";
import { checkPart, nameOf } from "../issue/subject.ts";
import { type Lifetime, type Validity, validFor } from "../issue/validity.ts";
import { readRequestInput } from "../pem/read-input.ts";
import { deviceOf, subjectFor } from "./device-name.ts";
import { checkExtensions } from "./extensions.ts";
import { parseRequest, proves } from "./proof.ts";
import { readRequest } from "./read-request.ts";

/** How a request is signed. */
export interface SignOptions {
  /** Whose request it is, in either spelling of the DevEUI: it has to be said where the request has no CN. */
  readonly device?: string;
  /** How long the certificate is good. Default: 10 years, and no longer than the intermediate. */
  readonly days?: Lifetime;
  /** How the certificate's CN spells the DevEUI. Default: `urn`, as devices do. */
  readonly spelling?: DevEuiSpelling;
  /** How the request is called in errors. Default: `signing request`. */
  readonly source?: string;
}

/** What became of a request. */
export interface SignedRequest {
  /** The device's certificate, and behind it the intermediate. */
  readonly chain: readonly [X509Certificate, X509Certificate];
  readonly devEui: string;
}

/**
 * Signs the request of a device: PEM, whatever stands around it, or DER. The signer says what the certificate is for; of the
 * request it takes the subject and the key, once it has proved that it has the private half.
 *
 * @throws CertificateError with the reason
 */
export async function signRequest(
  authority: Authority,
  bytes: Uint8Array,
  options: SignOptions = {},
): Promise<SignedRequest> {
  const { device, days, spelling = "urn", source = "signing request" } = options;
  const request = readRequest(readRequestInput(bytes, source));
  if (!(await proves(request))) {
    throw new CertificateError(
      "proof-of-possession",
      "signing request: expected a signature by the key that it is for; it was changed on its way, or is somebody else's",
    );
  }
  const devEui = deviceOf(request.subject, device);
  for (const part of request.subject) checkPart(part);
  checkExtensions(
    parseRequest(request, ({ extensions }) => extensions),
    devEui,
  );
  const issuer = checkAuthority(authority, { use: "client" });
  const certificate = await issue(
    {
      subject: nameOf(subjectFor(request.subject, devEui, spelling)),
      key: request.key,
      purpose: { role: "client", names: [{ type: "url", value: spell(devEui) }] },
      validity: days === undefined ? withinIssuer(authority.intermediate) : validFor(days),
    },
    issuer,
  );
  return { chain: [certificate, authority.intermediate], devEui };
}

/** The usual time, but no longer than the intermediate: a chain is as good as its shortest part. */
function withinIssuer({ validTo }: X509Certificate): Validity {
  const validity = validFor(DEVICE_DAYS);
  const end = new Date(validTo);
  return end < validity.notAfter ? { ...validity, notAfter: end } : validity;
}
