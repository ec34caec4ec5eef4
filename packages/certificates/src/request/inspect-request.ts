import { spell, tryDevEui } from "../dev-eui.ts";
import { describeKey } from "../keys/key-kind.ts";
import { readRequestInput } from "../pem/read-input.ts";
import { proves } from "./proof.ts";
import { readRequest } from "./read-request.ts";

/** What a signing request says. */
export interface RequestFacts {
  /** The DevEUI as a URN, or the CN as it is. */
  readonly who: string;
  readonly subject: string;
  readonly key: string;
  /** Whether it is signed by the key that it is for. */
  readonly proves: boolean;
}

/**
 * Says of a signing request whose it is.
 *
 * @throws CertificateError `not-well-formed`, `name` or `key`
 */
export async function inspectRequest(bytes: Uint8Array, source = "signing request"): Promise<RequestFacts> {
  const request = readRequest(readRequestInput(bytes, source));
  const { subject, key } = request;
  const name = subject.find(({ type }) => type === "CN")?.value ?? "";
  const devEui = tryDevEui(name);
  return {
    who: devEui === undefined ? name || "nobody: it has no CN" : spell(devEui),
    subject: subject.map(({ type, value }) => `${type}=${value}`).join(", "),
    key: describeKey(key),
    proves: await proves(request),
  };
}
