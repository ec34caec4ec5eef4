import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CertificateError, makeDevice, type SignOptions, signRequest } from "@wirebook/certificates";
import { describe, expect, test } from "vitest";
import { devEui, initAuthority, urn } from "./support/authority.ts";
import { testFolder } from "./support/folder.ts";
import { AUTHORITY, makeRequest, makeSigned, NEW_KEY, openssl } from "./support/openssl.ts";

const folder = testFolder();
const { authority } = await initAuthority(join(folder, "ca"));
const request = (subject: string, more: string[] = [], key: readonly string[] = NEW_KEY.ec) =>
  makeRequest(folder, subject, more, key);
const toDer = (pem: Buffer): Buffer => {
  const [from, to] = [join(folder, "pem.csr"), join(folder, "der.csr")];
  writeFileSync(from, pem);
  openssl("req", "-in", from, "-outform", "DER", "-out", to);
  return readFileSync(to);
};
const addext = (...lines: string[]) => lines.flatMap((line) => ["-addext", line]);

describe("a request is signed", () => {
  const plain = request(`/C=DE/O=Example/CN=${urn}`);
  const text = plain.toString();
  const lines = text.trimEnd().split("\n");
  const nameless = request("/C=DE/O=Example");
  const cases: [string, Uint8Array, SignOptions?][] = [
    ["as PEM", plain],
    ["as DER", toDer(plain)],
    [
      "as a terminal copies it",
      Buffer.from(`lobaro> cert csr C=DE,O=Example\r\n${lines.join("\r\n")}\r\nlobaro> `),
    ],
    ["set in", Buffer.from(lines.map((line) => `\t  ${line}  `).join("\n"))],
    ["with colours around", Buffer.from(`\u001b[32m$\u001b[0m ${lines.join("\u001b[K\n")}\n`)],
    ["with a byte order mark", Buffer.from(`\ufeff${text}`)],
    ["without a line end", Buffer.from(text.trimEnd())],
    ["with old words around", Buffer.from(text.replaceAll("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"))],
    ["with the digits alone as its CN", request(`/CN=${devEui}`)],
    ["with the DevEUI in capitals", request(`/CN=URN:DEV:MAC:${devEui.toUpperCase()}`)],
    ["with the alternative name of the device", request(`/CN=${urn}`, addext(`subjectAltName=URI:${urn}`))],
    ["without a CN, where the device is said", nameless, { device: devEui }],
    ["without a CN, where the device is said as a URN", nameless, { device: urn }],
    ["with a CN that is the one that is said", plain, { device: devEui }],
    ["with a key of RSA", request(`/CN=${urn}`, [], NEW_KEY.rsa)],
    ["with RSA of 4096 bits", request(`/CN=${urn}`, [], ["-newkey", "rsa:4096"])],
    ["signed with SHA-384", request(`/CN=${urn}`, ["-sha384"])],
    [
      "with what openssl's own settings ask for",
      request(
        `/CN=${urn}`,
        addext(
          "basicConstraints=CA:FALSE",
          "keyUsage=nonRepudiation,digitalSignature,keyEncipherment",
          "extendedKeyUsage=serverAuth",
          "subjectKeyIdentifier=hash",
          "nsComment=made by hand",
          "nsCertType=server",
        ),
      ),
    ],
  ];
  test.each(cases)("%s", async (_, bytes, options) => {
    const signed = await signRequest(authority, bytes, options);
    const [leaf, intermediate] = signed.chain;
    expect(signed.devEui).toBe(devEui);
    expect(leaf.subject.split("\n").at(-1)).toBe(`CN=${urn}`);
    expect(leaf.subjectAltName).toBe(`URI:${urn}`);
    expect(leaf.verify(intermediate.publicKey)).toBe(true);
    expect(leaf.ca).toBe(false);
    expect(leaf.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
  });

  test("its subject and its key are those of the request, in their order", async () => {
    const { chain } = await signRequest(
      authority,
      request(`/C=DE/ST=Hamburg/L=Hamburg/O=Größe \\/ \\+ ,"=;/OU=#0403/CN=${urn}/serialNumber=7`, ["-utf8"]),
    );
    const key = openssl("pkey", "-in", join(folder, "request.key"), "-pubout");
    expect(chain[0].publicKey.export({ type: "spki", format: "pem" })).toBe(key);
    expect(chain[0].toLegacyObject().subject).toMatchObject({
      C: "DE",
      ST: "Hamburg",
      O: 'Größe / + ,"=;',
      OU: "#0403",
      CN: urn,
      serialNumber: "7",
    });
  });

  test("its CN spells the DevEUI as is asked for, its alternative name as devices do", async () => {
    const { chain } = await signRequest(authority, plain, { spelling: "hex" });
    expect(chain[0].subject).toContain(`CN=${devEui}`);
    expect(chain[0].subjectAltName).toBe(`URI:${urn}`);
  });

  test("what it asks its certificate to be for is the signer's to say", async () => {
    const { chain } = await signRequest(
      authority,
      request(`/CN=${urn}`, addext("extendedKeyUsage=serverAuth", "keyUsage=nonRepudiation")),
    );
    writeFileSync(join(folder, "own.crt"), chain[0].toString());
    const said = openssl("x509", "-in", join(folder, "own.crt"), "-noout", "-text");
    expect(said).toMatch(/Key Usage: critical\s+Digital Signature\n/);
    expect(said).toMatch(/Extended Key Usage: \n\s+TLS Web Client Authentication\n/);
    expect(said).toMatch(/Basic Constraints: critical\n\s+CA:FALSE/);
  });

  test.each([
    ["10 years where nothing is said", undefined, 3650],
    ["so many days", 30, 30],
  ])("for %s", async (_, days, expected) => {
    const { chain } = await signRequest(authority, plain, days === undefined ? {} : { days });
    const [from, to] = [chain[0].validFrom, chain[0].validTo].map((time) => new Date(time).getTime());
    expect(((to as number) - (from as number)) / 86_400_000).toBe(expected + 1);
  });

  test("without an end, for a device that has no clock", async () => {
    const { chain } = await signRequest(authority, plain, { days: "unlimited" });
    expect(chain[0].validTo).toBe("Dec 31 23:59:59 9999 GMT");
  });
});

describe("a request is refused", () => {
  const good = request(`/CN=${urn}`);
  const der = toDer(good);
  const changed = Buffer.from(der);
  changed[der.length - 1] = (changed[der.length - 1] as number) ^ 1;
  const renamed = Buffer.from(der);
  renamed.write("70b3d5e05001c6f4", renamed.indexOf(devEui));
  const loose = Buffer.from(der);
  // Behind the name of the algorithm: a bit string, with no bits unused, and in it the sequence.
  const inSignature = loose.lastIndexOf(Buffer.from("2a8648ce3d040302", "hex")) + 8 + 3;
  loose[inSignature + 1] = (loose[inSignature + 1] as number) - 4;
  const odd = Buffer.from(der);
  odd[inSignature] = 0xb0;
  const key = readFileSync(join(folder, "request.key"));
  const san = (name: string) => request(`/CN=${urn}`, addext(`subjectAltName=${name}`));
  const cases: [string, Uint8Array, CertificateError["code"], RegExp, SignOptions?][] = [
    ["of nothing", Buffer.from(""), "not-well-formed", /found nothing/],
    ["of a text", Buffer.from("C=DE,O=Example"), "not-well-formed", /expected/],
    ["of more than anybody needs", Buffer.alloc(70_000, "x"), "not-well-formed", /at most 65536 bytes/],
    ["whose PEM does not end", good.subarray(0, 200), "not-well-formed", /line 1: expected -----END/],
    [
      "whose PEM holds something else",
      Buffer.from(good.toString().replace(/\n.{8}/, "\n%%%%%%%%")),
      "not-well-formed",
      /base64 alone/,
    ],
    [
      "with a line of a log in its PEM",
      Buffer.from(good.toString().replace(/^((?:.*\n){3})/, "$1[12:00:00] joined\n")),
      "not-well-formed",
      /line 4: expected base64 alone/,
    ],
    [
      "with words in its PEM",
      Buffer.from(good.toString().replace(/^((?:.*\n){2})/, "$1joined x\n")),
      "not-well-formed",
      /line 3: expected base64 alone/,
    ],
    [
      "in UTF-16",
      Buffer.from(`\ufeff${good}`, "utf16le"),
      "not-well-formed",
      /device\.csr: expected PEM or DER, found UTF-16, as PowerShell's > writes it/,
      { source: "device.csr" },
    ],
    ["in UTF-16 without a mark", Buffer.from(good.toString(), "utf16le"), "not-well-formed", /found UTF-16/],
    [
      "in base64 without its header",
      Buffer.from(der.toString("base64")),
      "not-well-formed",
      /device\.csr: expected PEM or DER, found base64 without the line -----BEGIN/,
      { source: "device.csr" },
    ],
    [
      "in something else",
      Buffer.from("joined"),
      "not-well-formed",
      /device\.csr: expected PEM or DER, found something else/,
      { source: "device.csr" },
    ],
    [
      "of two at once",
      Buffer.concat([good, good]),
      "not-well-formed",
      /expected one signing request, found 2/,
    ],
    ["that is a private key", key, "not-well-formed", /a private key: it stays where it was made/],
    ["that comes with a private key", Buffer.concat([key, good]), "not-well-formed", /a private key/],
    [
      "that is a certificate",
      Buffer.from(authority.intermediate.toString()),
      "not-well-formed",
      /found CERTIFICATE/,
    ],
    ["with bytes behind it", Buffer.concat([der, Buffer.of(0)]), "not-well-formed", /expected the end/],
    ["without its last byte", der.subarray(0, -1), "not-well-formed", /at byte 1/],
    ["whose signature was changed", changed, "proof-of-possession", /by the key that it is for/],
    [
      "whose signature says another length than it has",
      loose,
      "not-well-formed",
      /signature at byte .*: expected/,
    ],
    ["whose signature is no sequence", odd, "not-well-formed", /what RFC 2986 says/],
    ["whose name was changed", renamed, "proof-of-possession", /by the key that it is for/],
    ["without a CN", request("/C=DE/O=Example"), "name", /--device DEVEUI/],
    ["with a CN that is no DevEUI", request("/CN=gateway 7"), "name", /a CN that is the DevEUI/],
    [
      "with a CN that is no DevEUI, the device being said",
      request("/CN=gateway 7"),
      "name",
      /a CN that is the DevEUI/,
      { device: devEui },
    ],
    ["with a CN of 15 digits", request(`/CN=${devEui.slice(1)}`), "name", /a CN that is the DevEUI/],
    ["with two CNs", request(`/CN=${urn}/CN=${urn}`), "name", /one CN, found several/],
    [
      "of another device than is said",
      good,
      "name",
      /expected the CN of the device ffffffffffffffff/,
      { device: "ffffffffffffffff" },
    ],
    ["where what is said is no DevEUI", good, "name", /16 hexadecimal digits/, { device: "7" }],
    [
      "with an attribute that devices have not",
      request(`/CN=${urn}/emailAddress=a@example.com`),
      "name",
      /found the attribute 1\.2\.840/,
    ],
    [
      "with two attributes in one",
      request(`/O=Example+CN=${urn}`, ["-multivalue-rdn"]),
      "name",
      /one attribute in each/,
    ],
    [
      "with an alternative name of another device",
      san("URI:urn:dev:mac:ffffffffffffffff"),
      "name",
      /alternative name/,
    ],
    ["with the alternative name of a host", san(`URI:${urn},DNS:broker.example`), "name", /alternative name/],
    ["with the digits alone as alternative name", san(`URI:${devEui}`), "name", /alternative name/],
    [
      "that would be an authority",
      request(`/CN=${urn}`, addext("basicConstraints=CA:TRUE")),
      "extension",
      /a device is no authority/,
    ],
    [
      "that would sign certificates",
      request(`/CN=${urn}`, addext("keyUsage=keyCertSign")),
      "extension",
      /keyCertSign/,
    ],
    [
      "with an extension that devices have not",
      request(`/CN=${urn}`, addext("nameConstraints=permitted;URI:example.com")),
      "extension",
      /found 2\.5\.29\.30/,
    ],
    [
      "with RSA of 1024 bits",
      request(`/CN=${urn}`, [], ["-newkey", "rsa:1024"]),
      "key",
      /RSA with 2048 to 4096 bits, found RSA 1024/,
    ],
    ["with RSA of 8192 bits", rsa8192(), "key", /found RSA 8192/],
    ["with the exponent 1", exponent1(), "key", /odd exponent/],
    ["with a key on P-384", curve("secp384r1"), "key", /found EC P-384/],
    ["with a key on secp256k1", curve("secp256k1"), "key", /found EC secp256k1/],
    [
      "with a key whose curve is spelled out",
      curve("prime256v1", "explicit"),
      "key",
      /the name of its curve|found EC/,
    ],
    ["with a key of Ed25519", request(`/CN=${urn}`, [], ["-newkey", "ed25519"]), "key", /found ed25519/],
    ["signed with SHA-1", request(`/CN=${urn}`, ["-sha1"]), "key", /SHA-256/],
    [
      "signed with RSA-PSS",
      request(`/CN=${urn}`, ["-sigopt", "rsa_padding_mode:pss"], NEW_KEY.rsa),
      "key",
      /found 1\.2\.840\.113549\.1\.1\.10/,
    ],
  ];

  function curve(name: string, encoding = "named_curve"): Buffer {
    const parameters = [`ec_paramgen_curve:${name}`, `ec_param_enc:${encoding}`].flatMap((one) => [
      "-pkeyopt",
      one,
    ]);
    return request(`/CN=${urn}`, [], ["-newkey", "ec", ...parameters]);
  }
  /** Made ahead, since it takes seconds: only its length is looked at. */
  function rsa8192(): Buffer {
    const there = toDer(request(`/CN=${urn}`, [], ["-newkey", "rsa:4096"]));
    // The modulus of 513 bytes becomes one of 1,025, and the lengths around it follow.
    const at = there.indexOf(Buffer.from("02820201", "hex"));
    const long = Buffer.concat([
      there.subarray(0, at + 4 + 513),
      Buffer.alloc(512, 7),
      there.subarray(at + 4 + 513),
    ]);
    long.writeUInt16BE(long.readUInt16BE(at + 2) + 512, at + 2);
    for (const head of headsAround(long, at)) long.writeUInt16BE(long.readUInt16BE(head + 2) + 512, head + 2);
    return long;
  }
  /** Where the values begin that hold this byte, of those with a length of two bytes. */
  function headsAround(bytes: Buffer, at: number): number[] {
    const heads: number[] = [];
    for (let head = 0; head < at; head++) {
      const isHead = (bytes[head] === 0x30 || bytes[head] === 0x03) && bytes[head + 1] === 0x82;
      if (isHead && head + 4 + bytes.readUInt16BE(head + 2) > at) heads.push(head);
    }
    return heads;
  }
  function exponent1(): Buffer {
    const there = toDer(request(`/CN=${urn}`, [], NEW_KEY.rsa));
    const at = there.indexOf(Buffer.from("0203010001", "hex"));
    return Buffer.concat([there.subarray(0, at), Buffer.from("0203000001", "hex"), there.subarray(at + 5)]);
  }

  test.each(cases)("%s", async (_, bytes, code, words, options) => {
    const signed = signRequest(authority, bytes, options);
    await expect(signed).rejects.toBeInstanceOf(CertificateError);
    await expect(signed).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  });

  test("with a key's words, which are in no error", async () => {
    const secret = key.toString().split("\n")[1] as string;
    await expect(signRequest(authority, key)).rejects.toMatchObject({
      message: expect.not.stringContaining(secret.slice(0, 20)),
    });
  });
});

describe("an authority signs", async () => {
  const csr = Buffer.from((await makeDevice({ devEui })).request);

  test.each(["ec", "rsa"] as const)(
    "with a key of its own making, %s, up to a root elsewhere",
    async (kind) => {
      const at = (name: string) => join(folder, `own-${kind}-${name}`);
      const key = kind === "ec" ? ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"] : NEW_KEY.rsa;
      openssl(
        ...[
          "req",
          "-x509",
          ...key,
          "-nodes",
          "-days",
          "2",
          "-keyout",
          at("key"),
          "-out",
          at("crt"),
          "-subj",
          "/O=Ours/CN=Ours",
        ],
        ...addext("basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign"),
      );
      const own = {
        intermediate: new X509Certificate(readFileSync(at("crt"))),
        key: createPrivateKey(readFileSync(at("key"))),
      };
      const { chain } = await signRequest(own, csr);
      expect(chain[0].checkIssued(own.intermediate)).toBe(true);
      expect(chain[0].verify(own.intermediate.publicKey)).toBe(true);
      // No longer than itself, where nothing else is said.
      expect(chain[0].validTo).toBe(own.intermediate.validTo);
    },
  );

  test("not with a key that is another's, nor with a certificate that may not, nor when it has ended", async () => {
    const { key } = await makeDevice({ devEui });
    const { certificate } = await makeDevice({ devEui });
    await expect(signRequest({ ...authority, key }, csr)).rejects.toMatchObject({ code: "authority" });
    const device = await makeDevice({ devEui });
    await expect(
      signRequest({ intermediate: device.certificate, key: device.key }, csr),
    ).rejects.toMatchObject({ code: "authority", message: expect.stringContaining("CA:TRUE") });
    await expect(signRequest({ ...authority, root: certificate }, csr)).rejects.toMatchObject({
      code: "authority",
    });
  });

  const [constraints = "", usage = "", identifier = ""] = AUTHORITY;
  const bounded = `${constraints},pathlen:0`;
  const weak: [string, readonly string[], readonly string[] | undefined, RegExp][] = [
    [
      "below a root that allows no intermediate",
      AUTHORITY,
      [bounded, usage, identifier],
      /allows 0 authorities/,
    ],
    [
      "that is for servers alone",
      [...AUTHORITY, "extendedKeyUsage=serverAuth"],
      undefined,
      /expected clientAuth/,
    ],
    [
      "below a root that is for servers alone",
      AUTHORITY,
      [...AUTHORITY, "extendedKeyUsage=serverAuth"],
      /expected clientAuth/,
    ],
    [
      "with a critical extension that nobody knows",
      [...AUTHORITY, "1.2.3.4=critical,DER:0500"],
      undefined,
      /critical extension that OpenSSL does not know/,
    ],
    ["without a key usage", [constraints, identifier], undefined, /has no key usage/],
    ["below a root without a key usage", AUTHORITY, [constraints, identifier], /has no key usage/],
    [
      "whose constraints are not critical",
      ["basicConstraints=CA:TRUE", usage, identifier],
      undefined,
      /are not critical/,
    ],
    [
      "whose key is not named",
      [constraints, usage, "subjectKeyIdentifier=none"],
      undefined,
      /no subject key/,
    ],
  ];
  test.each(weak)("not %s: its chains would not hold", async (_, own, above, words) => {
    if (above !== undefined) makeSigned(folder, "above", { extensions: above });
    makeSigned(folder, "weak", { extensions: own, ...(above === undefined ? {} : { by: "above" }) });
    const read = (name: string) => readFileSync(join(folder, name));
    const intermediate = new X509Certificate(read("weak.crt"));
    const signed = signRequest(
      {
        intermediate,
        key: createPrivateKey(read("weak.key")),
        ...(above === undefined ? {} : { root: new X509Certificate(read("above.crt")) }),
      },
      csr,
    );
    await expect(signed).rejects.toMatchObject({ code: "authority", message: expect.stringMatching(words) });
  });
});
