import { X509Certificate } from "node:crypto";
import { createSecureContext, type Server, type TlsOptions } from "node:tls";
import type { ClientTrust } from "./client-certificate.ts";
import { readFingerprints } from "./fingerprints.ts";
import type { Listener } from "./options.ts";
import { checkRenewal, invalid, type ListenerRenewal } from "./renewal.ts";
import { inTls } from "./tls-server.ts";

/** What a listener shows and whom it trusts, which may be renewed while it runs. */
export interface LiveCredentials {
  readonly trust: ClientTrust;
  /**
   * Looks at others, and answers what takes them over. Sessions of before cannot be taken up again then: their tickets are
   * those of the old ones.
   *
   * @throws LinkError `invalid-configuration`
   */
  prepare(renewal: ListenerRenewal, server: Server): () => void;
}

/** Begins with those that the listener was given. */
export function createCredentials(listener: Listener, identities: WeakMap<object, string>): LiveCredentials {
  let current = listener;
  let trust = trustOf(listener);
  return {
    get trust() {
      return trust;
    },
    prepare: (renewal, server) => {
      if (Object.keys(renewal).length === 0) return () => {};
      checkRenewal(listener, renewal);
      const next = { ...current, ...renewal };
      const nextTrust = trustOf(next);
      const options = inTls(next, identities);
      checkContext(options);
      return () => {
        server.setSecureContext(options);
        current = next;
        trust = nextTrust;
      };
    },
  };
}

function trustOf({ clientCa, fingerprints }: Listener): ClientTrust {
  return {
    clientCa: clientCa !== undefined,
    fingerprints: fingerprints && readFingerprints(fingerprints, "fingerprints"),
  };
}

function checkContext(options: TlsOptions): void {
  try {
    createSecureContext(options);
    // Of authorities, it passes over what is none.
    for (const ca of [options.ca ?? []].flat()) new X509Certificate(ca);
  } catch (error) {
    throw invalid("expected a certificate with its own key, and authorities, all in PEM", error);
  }
}
