import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CertificateError, formatChain, makeDevice, trustSelfSigned } from "@wirebook/certificates";
import { describe, expect, test } from "vitest";
import { devEui, initAuthority, urn } from "./support/authority.ts";
import { testFolder } from "./support/folder.ts";
import { makeSelfSigned, makeSigned, openssl } from "./support/openssl.ts";

const folder = testFolder();
const { folder: ca } = await initAuthority(join(folder, "ca"));
const addext = (...lines: string[]) => lines.flatMap((line) => ["-addext", line]);
const device = "basicConstraints=critical,CA:FALSE";
const openssls = (...more: string[]) => readFileSync(makeSelfSigned(folder, "own", urn, more).cert);
const named = (name: string) => readFileSync(makeSelfSigned(folder, "named", name, addext(device)).cert);

describe("a certificate that a device has signed itself is trusted", () => {
  test.each(["ec", "rsa"] as const)("as its shell makes it, %s", async (keyKind) => {
    const { certificate } = await makeDevice({ devEui, keyKind });
    const [trusted] = trustSelfSigned(Buffer.from(formatChain([certificate])));
    expect(trusted).toMatchObject({ devEui, fingerprint: certificate.fingerprint256 });
    expect(trustSelfSigned(certificate.raw)).toMatchObject([{ devEui }]);
  });

  test("by the fingerprint that openssl has of it", () => {
    const { cert } = makeSelfSigned(folder, "print", devEui, addext(device));
    const said = openssl("x509", "-in", cert, "-noout", "-fingerprint", "-sha256");
    expect(said.trim()).toBe(`sha256 Fingerprint=${trustSelfSigned(readFileSync(cert))[0]?.fingerprint}`);
  });

  test("each of several in one file", () => {
    const both = Buffer.concat([openssls(...addext(device)), named("ffffffffffffffff")]);
    expect(trustSelfSigned(both).map((one) => one.devEui)).toEqual([devEui, "ffffffffffffffff"]);
  });
});

describe("a certificate is refused", () => {
  function broken(): Uint8Array {
    const { raw } = new X509Certificate(openssls(...addext(device)));
    raw[raw.length - 1] = (raw[raw.length - 1] as number) ^ 1;
    return raw;
  }
  const cases: [string, () => Uint8Array, CertificateError["code"], RegExp][] = [
    [
      "with CA:TRUE",
      () => openssls(),
      "anchor",
      /found CA:TRUE: whoever has its key could sign the name of any other/,
    ],
    [
      "with keyCertSign",
      () => openssls(...addext(device, "keyUsage=keyCertSign")),
      "anchor",
      /no keyCertSign/,
    ],
    [
      "for servers alone",
      () => openssls(...addext(device, "extendedKeyUsage=serverAuth")),
      "anchor",
      /clientAuth/,
    ],
    [
      "of an authority",
      () => readFileSync(join(ca, "device.crt")),
      "anchor",
      /one of CN=Wirebook .* intermediate: trust that authority/,
    ],
    [
      "whose signature is broken",
      () => broken(),
      "anchor",
      /a signature by its own key, found one that is broken/,
    ],
    ["that is the authority itself", () => readFileSync(join(ca, "root.crt")), "anchor", /CA:TRUE/],
    ["of somebody who is no device", () => named("backend"), "name", /the DevEUI of the device/],
    [
      "with the alternative name of another device",
      () => openssls(...addext(device, "subjectAltName=URI:urn:dev:mac:ffffffffffffffff")),
      "name",
      /alternative name/,
    ],
    [
      "with the name of a host besides",
      () => openssls(...addext(device, `subjectAltName=URI:${urn},DNS:broker.example`)),
      "name",
      /alternative name/,
    ],
    [
      "that is a request",
      () => Buffer.from("-----BEGIN CERTIFICATE REQUEST-----\nMA==\n-----END CERTIFICATE REQUEST-----"),
      "not-well-formed",
      /found CERTIFICATE REQUEST/,
    ],
    ["that is none", () => Buffer.from("3003020101", "hex"), "not-well-formed", /expected a certificate/],
  ];
  test.each(cases)("%s", (_, bytes, code, words) => {
    expect(() => trustSelfSigned(bytes())).toThrow(CertificateError);
    expect(() => trustSelfSigned(bytes())).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(words) }),
    );
  });

  test("that has ended, or has not begun", async () => {
    const { certificate } = await makeDevice({ devEui, days: 10 });
    const day = 86_400_000;
    const at = (days: number) => new Date(Date.now() + days * day);
    expect(() => trustSelfSigned(certificate.raw, "own", at(11))).toThrow(
      /own: expected one that is still good/,
    );
    expect(() => trustSelfSigned(certificate.raw, "own", at(-3))).toThrow(/one that is good already/);
    expect(trustSelfSigned(certificate.raw, "own", at(9))).toHaveLength(1);
  });

  test("not for its dates, where they are not looked at, but for all else", async () => {
    makeSigned(folder, urn, { extensions: [device], days: -1 });
    const ended = readFileSync(join(folder, `${urn}.crt`));
    expect(() => trustSelfSigned(ended)).toThrow(/one that is still good/);
    expect(trustSelfSigned(ended, "own", "any")).toMatchObject([{ devEui }]);
    expect(() => trustSelfSigned(openssls(), "own", "any")).toThrow(/CA:TRUE/);
  });

  test("with all the others of its file", () => {
    const both = Buffer.concat([named("ffffffffffffffff"), openssls()]);
    expect(() => trustSelfSigned(both)).toThrow(/CA:TRUE/);
  });
});
