import type { KeyObject, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { spell } from "../dev-eui.ts";
import { CertificateError } from "../error.ts";
import { issue } from "../issue/issue.ts";
import { checkPart, type NamePart, nameOf } from "../issue/subject.ts";
import { type Lifetime, validFor } from "../issue/validity.ts";
import { makeKey } from "../keys/make-key.ts";
import type { JsonGeneralNames } from "../x509.ts";
import { type Authority, checkAuthority } from "./authority.ts";

/** A certificate with those above it that whoever checks it may lack, and its key. */
export interface KeyedChain {
  /** The certificate itself, and behind it the intermediate. */
  readonly chain: readonly X509Certificate[];
  readonly key: KeyObject;
}

/** For whom a certificate and a key are made. */
export type Holder =
  /** A broker, by all the names and addresses that clients reach it at. */
  | { readonly kind: "broker"; readonly names: readonly string[] }
  /** A backend, or another client that is no device: its common name is its user. */
  | { readonly kind: "backend"; readonly name: string }
  /** A device, by the digits of its DevEUI. */
  | { readonly kind: "device"; readonly devEui: string };

/** What broker and backend get: as long as public authorities have long given, since both are renewed with ease. */
const SERVICE_DAYS = 825;
/** What devices get: they stand where nobody comes by. */
export const DEVICE_DAYS = 10 * 365;
const MOST_NAMES = 200;

/**
 * Makes a key and a certificate for it.
 *
 * @throws CertificateError `authority`, `name` or `invalid-configuration`
 */
export async function issueLeaf(
  authority: Authority,
  holder: Holder,
  days: Lifetime = holder.kind === "device" ? DEVICE_DAYS : SERVICE_DAYS,
): Promise<KeyedChain> {
  const role = holder.kind === "broker" ? "server" : "client";
  const issuer = checkAuthority(authority, { use: role });
  const { subject, names } = saidOf(holder);
  for (const part of subject) checkPart(part);
  const key = await makeKey();
  const certificate = await issue(
    {
      subject: nameOf(subject),
      key,
      purpose: { role, names },
      validity: validFor(days),
    },
    issuer,
  );
  return { chain: [certificate, authority.intermediate], key };
}

function saidOf(holder: Holder): { readonly subject: NamePart[]; readonly names: JsonGeneralNames } {
  switch (holder.kind) {
    case "broker": {
      const names = holder.names.map(serverName);
      const [first = ""] = holder.names;
      if (names.length === 0 || names.length > MOST_NAMES) {
        throw new CertificateError("name", `broker: expected 1 to ${MOST_NAMES} names and addresses`);
      }
      // A long name stands among the alternative names alone, which is where clients look.
      return { subject: [{ type: "CN", value: first.length <= 64 ? first : "broker" }], names };
    }
    case "backend":
      return { subject: [{ type: "CN", value: holder.name }], names: [] };
    case "device": {
      const urn = spell(holder.devEui);
      return { subject: [{ type: "CN", value: urn }], names: [{ type: "url", value: urn }] };
    }
  }
}

/** A host name of labels, the first of which may be a star; such as people give to machines, so with underscores. */
const HOST_NAME =
  /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** What nobody looks up as a name: an address with a number that is too large, or too few of them. */
const LIKE_ADDRESS = /^\d+(?:\.\d+)+$/;

function serverName(name: string): JsonGeneralNames[number] {
  if (isIP(name) !== 0) return { type: "ip", value: name };
  if (name.length <= 253 && HOST_NAME.test(name) && !LIKE_ADDRESS.test(name))
    return { type: "dns", value: name.toLowerCase() };
  throw new CertificateError(
    "name",
    `broker: expected host names and addresses, found ${JSON.stringify(name)}`,
  );
}
