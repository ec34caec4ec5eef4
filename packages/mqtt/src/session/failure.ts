import { LinkError } from "../error.ts";
import { type HostUri, showHost } from "../hosts/host-uri.ts";

/** Reason codes of CONNACK, and what to do. @see MQTT 3.1.1 §3.2.2.3 */
const CONNACK: Readonly<Record<number, string>> = {
  1: "expected a broker that speaks MQTT 3.1.1",
  2: "the broker refuses the client id; set clientId",
  3: "the broker says that it is unavailable",
  4: "expected another user or password, in the Host URI or as options",
  5: "expected a user, a certificate or a key that the broker lets in; check the Host URI, tls and the broker's configuration",
};

/** What the broker's answer to CONNECT means. */
export function connackError(host: HostUri, returnCode: number): LinkError {
  const advice = CONNACK[returnCode] ?? "the broker refuses the connection";
  return new LinkError(
    returnCode === 3 ? "unreachable" : "refused",
    `${showHost(host)}: ${advice} (CONNACK ${returnCode})`,
  );
}

const TLS_ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /ALTNAME_INVALID/,
    "the server's certificate is for another name; connect by that name, or set tls.serverName",
  ],
  [/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/, "the server's certificate is not valid today"],
  [
    /SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|CERT_UNTRUSTED/,
    "the server's certificate is of an issuer that is not trusted here; set tls.ca",
  ],
  [
    /CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|HANDSHAKE_FAILURE|UNKNOWN_PSK|DECRYPT_ERROR|INSUFFICIENT_SECURITY/,
    "the broker refuses this client's certificate or key; tls.cert needs the leaf and each intermediate, tls.psk the identity and key that the broker knows",
  ],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH|EPROTO/,
    "expected TLS there, found something else; use mqtt:// or the TLS port, and with tls.psk the identity and key that the broker knows",
  ],
];

/** What a failed or broken connection means. */
export function disconnection(host: HostUri, error: NodeJS.ErrnoException | undefined): LinkError {
  const at = showHost(host);
  if (error instanceof LinkError) return error;
  if (error === undefined) return new LinkError("unreachable", `${at}: the broker closed the connection`);
  const code = error.code ?? "";
  const known = TLS_ADVICE.find(([pattern]) => pattern.test(code));
  if (known !== undefined) return new LinkError("refused", `${at}: ${known[1]} (${code})`, { cause: error });
  const status = /^Unexpected server response: (\d{3})$/.exec(error.message)?.[1];
  if (status !== undefined) {
    const [kind, advice] = /^40[13]$/.test(status)
      ? (["refused", "expected to be let in"] as const)
      : (["unreachable", "expected MQTT over WebSockets"] as const);
    const words = `${advice} at this path, found HTTP ${status}; set webSocket.path and webSocket.headers`;
    return new LinkError(kind, `${at}: ${words}`, { cause: error });
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return new LinkError("unreachable", `${at}: the name is not known to the DNS; check the host (${code})`, {
      cause: error,
    });
  }
  if (code === "ECONNREFUSED") {
    return new LinkError(
      "unreachable",
      `${at}: nobody listens there; check host and port, and that the broker runs (${code})`,
      { cause: error },
    );
  }
  return new LinkError("unreachable", `${at}: the connection failed${code === "" ? "" : ` (${code})`}`, {
    cause: error,
  });
}

/** A broker has sent what MQTT does not allow: that does not pass by itself. */
class Violation extends Error {
  override readonly name = "Violation";
}

/** What it means that a broker sends something else than MQTT has there; it would come again with each connection. */
export function violation(host: HostUri, expected: string, clientId: string): LinkError {
  return new LinkError(
    "unreachable",
    `${showHost(host)}: expected ${expected}, found another; this broker passes on what it should refuse, and sends it again with each connection: find the client that publishes so, and remove the message from the session of ${clientId} at the broker, or what is retained`,
    { cause: new Violation(expected) },
  );
}

/** Whether a host is away because it sends what MQTT does not allow. */
export function isViolation({ cause }: LinkError): boolean {
  return cause instanceof Violation;
}

/**
 * What it means that a broker has closed connections again and again, each soon after it let this client in: it does so when
 * another client comes with the same client id. @see MQTT 3.1.1 §3.1.4
 */
export function takenOver(host: HostUri, clientId: string, times: number): LinkError {
  return new LinkError(
    "unreachable",
    `${showHost(host)}: the broker has closed ${times} connections in a row soon after it let this client in; perhaps another backend with the same clientId (${clientId}): give each its own`,
  );
}

/** What it means that TLS cannot even begin: the settings are wrong. */
export function invalidTls(host: HostUri, error: unknown): LinkError {
  const { code } = error as NodeJS.ErrnoException;
  return new LinkError(
    "invalid-configuration",
    `${showHost(host)}: tls: expected certificates and keys in PEM that fit together${code ? ` (${code})` : ""}`,
  );
}
