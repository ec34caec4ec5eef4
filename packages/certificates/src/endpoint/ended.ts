import type { Attempt } from "./attempt.ts";
import { type Finding, failed, good, warning } from "./finding.ts";

/** Why nobody answers. */
export function unreachable(ended: string): Finding {
  return failed("reachable", REACH[ended] ?? `cannot be reached (${ended})`);
}

const REACH: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such name; look for a misspelling, or ask your DNS",
  EAI_AGAIN: "the name cannot be looked up now: no DNS answers",
  ECONNREFUSED: "nobody listens at this port; is the server running, and is the port right?",
  timeout: "nobody answers in time; a firewall may be between",
  EHOSTUNREACH: "there is no way to this address",
  ENETUNREACH: "there is no way to this network",
};

/** Why TLS did not come about. */
export function notSecure(ended: string): Finding {
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST|UNKNOWN_PROTOCOL/.test(ended)) {
    return failed("tls", "speaks something else than TLS at this port: is it that of plain MQTT or HTTP?");
  }
  if (/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|NO_PROTOCOLS/.test(ended)) {
    return failed("version", "speaks no version of TLS that is known here: expected 1.2 or 1.3");
  }
  if (/HANDSHAKE_FAILURE|NO_SHARED_CIPHER|CERTIFICATE_REQUIRED/.test(ended)) {
    return failed(
      "tls",
      `ends the handshake (${ended}): most often it asks for a client certificate (give cert and key), or is a listener for pre-shared keys, which has no certificate`,
    );
  }
  if (isClosing(ended)) {
    return failed("tls", "closes the connection when TLS begins: is it the port of plain MQTT?");
  }
  if (ended === "timeout")
    return failed("tls", "does not answer when TLS begins: is it the port of plain MQTT?");
  return clientRefused(ended) ?? failed("tls", `TLS fails: ${ended}`);
}

/** What became of the client's side, once the server was heard. */
export function clientFinding({ stage, ended = "", version }: Attempt, shown: boolean): Finding {
  const rule = "client certificate";
  if (stage === "kept") return good(rule, shown ? "the connection is kept" : "none is asked for");
  const refused = clientRefused(ended);
  if (refused !== undefined) return refused;
  if (!isClosing(ended)) return warning(rule, `the connection ends behind the handshake (${ended})`);
  if (!shown && version !== "TLSv1.3") {
    // Up to TLS 1.2, a server that needs one ends the handshake, but for those that look at it only then.
    return warning(
      rule,
      "the handshake ends well without one, and the connection is closed behind it: TLS does not need one, and the server's log has the reason (an embedded broker with fingerprints closes so, too)",
    );
  }
  return shown
    ? failed(rule, "the connection is closed behind the handshake: the server does not take this certificate")
    : failed(
        rule,
        "the connection is closed behind the handshake: most likely one is asked for; give cert and key",
      );
}

/** What an alert says of the client's certificate. */
export function clientRefused(ended: string): Finding | undefined {
  const [, words] = ALERTS.find(([alert]) => alert.test(ended)) ?? [];
  return words === undefined ? undefined : failed("client certificate", words);
}

const ALERTS: readonly (readonly [RegExp, string])[] = [
  [/CERTIFICATE_REQUIRED/, "the server asks for one: give cert and key"],
  [
    /ALERT_UNKNOWN_CA/,
    "the server does not know who has signed it: its authority, or an intermediate, is missing there; send the chain, leaf first",
  ],
  [
    /ALERT_CERTIFICATE_EXPIRED/,
    "the server takes it for ended: look at its dates, and at the server's clock",
  ],
  [/ALERT_CERTIFICATE_REVOKED/, "the server says that it is revoked"],
  [/ALERT_UNSUPPORTED_CERTIFICATE/, "the server says that it is for another purpose: expected clientAuth"],
  [/ALERT_BAD_CERTIFICATE|ALERT_CERTIFICATE_UNKNOWN|ALERT_ACCESS_DENIED/, "the server does not take it"],
  [/ALERT_DECRYPT_ERROR/, "its signature does not hold: does the key belong to it?"],
];

function isClosing(ended: string): boolean {
  return ended === "closed" || ended === "ECONNRESET" || ended === "EPIPE";
}
