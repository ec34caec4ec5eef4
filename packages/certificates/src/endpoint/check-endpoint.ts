import { createPrivateKey, X509Certificate } from "node:crypto";
import { createSecureContext, rootCertificates } from "node:tls";
import { CertificateError } from "../error.ts";
import { readCertificates } from "../inspect/read-certificates.ts";
import { writePem } from "../pem/pem.ts";
import { parseAddress } from "./address.ts";
import { type Attempt, type AttemptOptions, attempt } from "./attempt.ts";
import { clientFinding, clientRefused, notSecure, unreachable } from "./ended.ts";
import { type Finding, failed, good, warning } from "./finding.ts";
import { judge } from "./judge.ts";

/** How a server is looked at. */
export interface EndpointOptions {
  /** Certificates to trust in place of the usual authorities, in PEM or DER. */
  readonly ca?: Uint8Array;
  /** The client's certificate with its chain, and its key, in PEM. */
  readonly cert?: string;
  readonly key?: string;
  /** The name to expect, where it is not the host's. */
  readonly servername?: string;
  /** Milliseconds to wait for each answer. Default: 10,000. */
  readonly timeout?: number;
  readonly now?: Date;
}

/** What was found of a server. */
export interface EndpointReport {
  /** Whether no rule fails. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** What it has sent, the leaf first. */
  readonly sent: readonly X509Certificate[];
}

const DEFAULT_TIMEOUT = 10_000;

/**
 * Connects to a TLS server, and says which rule fails: in the words of somebody who has to repair it.
 *
 * @param address - `HOST:PORT`
 * @throws CertificateError `invalid-configuration` or `not-well-formed`
 */
export async function checkEndpoint(address: string, options: EndpointOptions = {}): Promise<EndpointReport> {
  const place = parseAddress(address);
  const { ca, servername, timeout = DEFAULT_TIMEOUT, now = new Date() } = options;
  const own = ownOf(options);
  const name = servername ?? place.host;
  const trusted =
    ca === undefined
      ? rootCertificates.map((pem) => new X509Certificate(pem))
      : readCertificates(ca, "ca").map(({ certificate }) => certificate);
  const common = { ...own, servername, timeout };
  const connect = (more: Pick<AttemptOptions, "strict" | "ca" | "maxVersion">): Promise<Attempt> =>
    attempt(place, { ...common, ...more });

  // Nothing is trusted at first, so that what is sent is all that is seen.
  const first = await connect({ strict: false, ca: [] });
  if (first.stage === "nothing") return reportOf([unreachable(first.ended ?? "")], []);
  const reached = good("reachable", "answers");
  const [leaf, ...others] = first.sent;
  if (first.stage === "connected" || leaf === undefined)
    return reportOf([reached, notSecure(first.ended ?? "")], []);
  const client = clientFinding(first, own.cert !== undefined);
  const findings = [
    reached,
    versionFinding(first.version ?? ""),
    ...judged([leaf, ...others], { name, trusted, now }),
    client,
  ];
  if (first.version === "TLSv1.3") {
    const isTaken = own.cert !== undefined && client.verdict === "good";
    findings.push(deviceFinding(await connect({ strict: false, ca: [], maxVersion: "TLSv1.2" }), isTaken));
  }
  // OpenSSL has the last word: what it refuses is not good, whether a rule here says why or not.
  if (findings.every(({ verdict }) => verdict !== "failed")) {
    const last = await connect({ strict: true, ca: trusted.map(({ raw }) => writePem("CERTIFICATE", raw)) });
    // Who closes behind the handshake does so once OpenSSL has taken it.
    if (last.stage === "nothing" || last.stage === "connected")
      findings.push(failed("tls", `OpenSSL refuses it: ${last.ended}`));
  }
  return reportOf(findings, first.sent);
}

/** What the rules say; a certificate that cannot be read is a finding, too. */
function judged(...given: Parameters<typeof judge>): Finding[] {
  try {
    return judge(...given);
  } catch (error) {
    if (error instanceof CertificateError) return [failed("chain", error.message)];
    throw error;
  }
}

function reportOf(findings: readonly Finding[], sent: readonly X509Certificate[]): EndpointReport {
  return { ok: findings.every(({ verdict }) => verdict !== "failed"), findings, sent };
}

function versionFinding(version: string): Finding {
  return /^TLSv1\.[23]$/.test(version)
    ? good("version", version.replace("v", " "))
    : failed("version", `speaks ${version.replace("v", " ")}: expected TLS 1.2 or 1.3`);
}

/** Whether gateways get in, which speak TLS 1.2 and no later version. */
function deviceFinding({ stage, ended = "" }: Attempt, isTaken: boolean): Finding {
  if (stage === "kept" || stage === "secure") {
    return good("devices", "TLS 1.2, the version of the gateways, is spoken too");
  }
  const needsOne = /HANDSHAKE_FAILURE|CERTIFICATE_REQUIRED|^closed$|ECONNRESET/.test(ended);
  // What a server says of a client's certificate, it says in a version that it speaks.
  if (!needsOne && clientRefused(ended) !== undefined) {
    return good(
      "devices",
      "TLS 1.2, the version of the gateways, is spoken too: what is refused is the client certificate",
    );
  }
  if (!isTaken && needsOne) {
    return {
      rule: "devices",
      verdict: "unknown",
      words: "whether TLS 1.2 is spoken shows with a client certificate that is taken alone",
    };
  }
  return warning("devices", `TLS 1.2, the version of the gateways, is refused (${ended})`);
}

/** The client's side; what does not fit together shows here, and not as a fault of the server. */
function ownOf({ cert, key }: EndpointOptions): { readonly cert?: string; readonly key?: string } {
  if ((cert === undefined) !== (key === undefined)) {
    throw new CertificateError("invalid-configuration", "expected cert and key together");
  }
  if (cert === undefined || key === undefined) return {};
  const shown = attemptTo(() => new X509Certificate(cert), "cert: expected a certificate in PEM");
  const own = attemptTo(
    () => createPrivateKey(key),
    /ENCRYPTED/.test(key)
      ? "key: expected a private key without a passphrase; take it off with openssl pkey -in KEY -out NEW"
      : "key: expected a private key in PEM",
  );
  if (!shown.checkPrivateKey(own)) {
    throw new CertificateError(
      "invalid-configuration",
      "expected a certificate and its own key: the key does not belong to the first certificate of cert",
    );
  }
  attemptTo(
    () => createSecureContext({ cert, key }),
    "expected a certificate and its own key, both in PEM, as OpenSSL takes them",
  );
  return { cert, key };
}

function attemptTo<T>(read: () => T, expected: string): T {
  try {
    return read();
  } catch (error) {
    throw new CertificateError("invalid-configuration", expected, error);
  }
}
