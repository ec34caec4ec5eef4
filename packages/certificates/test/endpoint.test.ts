import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer as createTcp, type Server } from "node:net";
import { join } from "node:path";
import { createServer, rootCertificates, type TlsOptions } from "node:tls";
import {
  checkEndpoint,
  createAuthority,
  type EndpointOptions,
  formatChain,
  formatKey,
  issueLeaf,
  type Rule,
} from "@wirebook/certificates";
import { afterEach, describe, expect, test } from "vitest";
import { freePort } from "wirebook-test/support/free-port";
import { startMosquitto } from "wirebook-test/support/mosquitto";
import { devEui, initAuthority } from "./support/authority.ts";
import { testFolder } from "./support/folder.ts";
import { openssl } from "./support/openssl.ts";

const folder = testFolder();
const { folder: ca } = await initAuthority(join(folder, "ca"));
const read = (name: string) => readFileSync(join(ca, name));
const root = read("root.crt");
const own = { cert: read("broker.crt"), key: read("broker.key") };
const device = { cert: read("device.crt").toString(), key: read("device.key").toString() };
const day = 86_400_000;

const undone: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undone.splice(0)) await one();
});

async function listening(server: Server): Promise<number> {
  undone.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** A TLS server that says nothing. */
function serve(options: TlsOptions): Promise<number> {
  const server = createServer(options, (socket) => socket.on("error", () => {}));
  server.on("tlsClientError", () => {});
  return listening(server);
}

const check = (port: number, options: EndpointOptions = {}) =>
  checkEndpoint(`127.0.0.1:${port}`, { ca: root, timeout: 5000, ...options });

/** A server's certificate by openssl, as the intermediate signs it with these extensions, or as it signs itself. */
function issued(
  extensions: string,
  more: { key?: string[]; digest?: string; v1?: boolean } = {},
): TlsOptions {
  const at = (name: string) => join(folder, name);
  openssl(
    ...[
      "req",
      "-new",
      ...(more.key ?? ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]),
      "-nodes",
    ],
    ...["-keyout", at("s.key"), "-out", at("s.csr"), "-subj", "/CN=broker.example"],
  );
  writeFileSync(at("s.ext"), extensions);
  openssl(
    ...["x509", "-req", "-in", at("s.csr"), "-days", "90", more.digest ?? "-sha256", "-out", at("s.crt")],
    ...["-CA", join(ca, "intermediate.crt"), "-CAkey", join(ca, "intermediate.key"), "-CAcreateserial"],
    ...(more.v1 === true ? [] : ["-extfile", at("s.ext")]),
  );
  const chain = readFileSync(at("s.crt"), "utf8") + read("intermediate.crt").toString();
  return { cert: chain, key: readFileSync(at("s.key")), ciphers: "DEFAULT:@SECLEVEL=0" };
}
const local = "subjectAltName=IP:127.0.0.1\n";

describe("a server is as it should be", () => {
  test.each(["TLSv1.2", "TLSv1.3"] as const)("with the chain that init makes, %s", async (maxVersion) => {
    const report = await check(await serve({ ...own, maxVersion }));
    expect(report.findings.filter(({ verdict }) => verdict !== "good")).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.sent).toHaveLength(2);
  });

  test("for a client with its certificate, where one is asked for", async () => {
    const port = await serve({ ...own, ca: root, requestCert: true, rejectUnauthorized: true });
    expect(await check(port, device)).toMatchObject({ ok: true });
  });

  test.each(["localhost", "127.0.0.1", "::1"])("under another of its names, %s", async (servername) => {
    expect(await check(await serve(own), { servername })).toMatchObject({ ok: true });
  });

  test("without a certificate of version 3's names, with a warning", async () => {
    const report = await check(await serve(issued("", { v1: true })), { servername: "broker.example" });
    expect(report.findings).toContainEqual({
      rule: "name",
      verdict: "warning",
      words: expect.stringContaining("its CN, and not among its alternative names"),
    });
  });

  test("with the last words of OpenSSL, which knows rules that are none here", async () => {
    const extensions = `${local}1.2.3.4=critical,DER:0500\n`;
    expect(await check(await serve(issued(extensions)))).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([
        { rule: "tls", verdict: "failed", words: "OpenSSL refuses it: unhandled critical extension" },
      ]),
    });
  });
});

describe("what fails is told in words", () => {
  const leaf = formatChain([new X509Certificate(own.cert)]);
  const cases: [string, Rule, RegExp, () => Promise<number> | number, EndpointOptions?][] = [
    ["nobody listens", "reachable", /nobody listens at this port/, () => freePort()],
    [
      "it is plain",
      "tls",
      /plain MQTT/,
      () => listening(createTcp((socket) => socket.on("data", () => socket.end()).on("error", () => {}))),
    ],
    [
      "it is HTTP",
      "tls",
      /something else than TLS/,
      () =>
        listening(
          createTcp((socket) => socket.on("error", () => {}).end("HTTP/1.1 400 Bad Request\r\n\r\n")),
        ),
    ],
    [
      "it says nothing",
      "tls",
      /does not answer when TLS begins/,
      () => listening(createTcp((socket) => socket.on("error", () => {}))),
      { timeout: 300 },
    ],
    [
      "it is of a version that is gone",
      "version",
      /speaks TLS 1\.1: expected TLS 1\.2 or 1\.3/,
      () => serve({ ...own, minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" }),
    ],
    [
      "it has ended",
      "time",
      /has ended, on .*: renew it/,
      () => serve(own),
      { now: new Date(Date.now() + 900 * day) },
    ],
    [
      "it has not begun",
      "time",
      /is not good yet/,
      () => serve(own),
      { now: new Date(Date.now() - 2 * day) },
    ],
    [
      "it is for other names",
      "name",
      /is not for broker\.example; it has DNS:.*localhost/,
      () => serve(own),
      { servername: "broker.example" },
    ],
    [
      "it does not send the intermediate",
      "chain",
      /intermediate, who has signed .*, is neither sent nor trusted/,
      () => serve({ ...own, cert: leaf }),
    ],
    [
      "its authority is not trusted",
      "chain",
      /root, who has signed .* intermediate, is neither sent nor trusted/,
      () => serve(own),
      { ca: read("device.crt") },
    ],
    [
      "it sends a root that is not trusted",
      "chain",
      /ends at .* root, which is not trusted/,
      () => serve({ ...own, cert: Buffer.concat([own.cert, root]) }),
      { ca: read("device.crt") },
    ],
    ["it has signed itself", "chain", /has signed itself, and is not trusted/, () => serve(selfSigned())],
    [
      "what it has signed itself is broken",
      "chain",
      /says that it has signed itself: its signature is broken/,
      () => serve(brokenRoot()),
      { ca: read("device.crt") },
    ],
    [
      "it is for clients",
      "purpose",
      /expected serverAuth/,
      () => serve(issued(`${local}extendedKeyUsage=clientAuth\n`)),
    ],
    [
      "its key is for signing certificates",
      "purpose",
      /not for servers: expected digitalSignature/,
      () => serve(issued(`${local}basicConstraints=CA:FALSE\nkeyUsage=keyCertSign\n`)),
    ],
    ["its signer is no authority", "purpose", /is no authority: expected CA:TRUE/, () => serve(byDevice())],
    [
      "its key is weak",
      "key",
      /RSA 1024: expected RSA of 2048 bits/,
      () => serve(issued(local, { key: ["-newkey", "rsa:1024"] })),
    ],
    [
      "it is signed with SHA-1",
      "key",
      /SHA-1, which can be forged/,
      () => serve(issued(local, { digest: "-sha1" })),
    ],
    [
      "it asks for a client certificate, TLS 1.3",
      "client certificate",
      /asks for one: give cert and key/,
      () => asking("TLSv1.3"),
    ],
    [
      "it asks for a client certificate, TLS 1.2",
      "tls",
      /most often it asks for a client certificate/,
      () => asking("TLSv1.2"),
    ],
    [
      "it does not know the client's authority",
      "client certificate",
      /does not know who has signed it|does not take/,
      () => asking("TLSv1.3"),
      stranger(),
    ],
  ];

  function asking(maxVersion: "TLSv1.2" | "TLSv1.3"): Promise<number> {
    // With this setting, mosquitto speaks later versions, too.
    return maxVersion === "TLSv1.3"
      ? mosquittoAsking(maxVersion)
      : serve({ ...own, ca: root, requestCert: true, maxVersion });
  }
  function selfSigned(): TlsOptions {
    const at = (name: string) => join(folder, name);
    openssl(
      ...[
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "90",
      ],
      ...[
        "-keyout",
        at("self.key"),
        "-out",
        at("self.crt"),
        "-subj",
        "/CN=broker",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
      ],
    );
    return { cert: readFileSync(at("self.crt")), key: readFileSync(at("self.key")) };
  }
  function brokenRoot(): TlsOptions {
    const raw = Buffer.from(new X509Certificate(root).raw);
    raw[raw.length - 1] = (raw[raw.length - 1] as number) ^ 1;
    return { ...own, cert: own.cert.toString() + formatChain([{ raw }]) };
  }
  function byDevice(): TlsOptions {
    const { key } = issued(local);
    const at = (name: string) => join(folder, name);
    openssl(
      ...["x509", "-req", "-in", at("s.csr"), "-days", "90", "-out", at("d.crt"), "-CAcreateserial"],
      ...["-CA", join(ca, "device.crt"), "-CAkey", join(ca, "device.key"), "-extfile", at("s.ext")],
    );
    return { cert: readFileSync(at("d.crt"), "utf8") + device.cert, key };
  }
  function stranger(): EndpointOptions {
    const { cert, key } = selfSigned();
    return { cert: String(cert), key: String(key) };
  }

  test.each(cases)("%s", async (_, rule, words, start, options) => {
    const report = await check(await start(), options);
    expect(report.ok).toBe(false);
    const failing = report.findings.filter(({ verdict }) => verdict === "failed");
    expect(failing).toContainEqual({ rule, verdict: "failed", words: expect.stringMatching(words) });
  });

  test("its name is nobody's", async () => {
    const report = await checkEndpoint("no-such-host.invalid:8883", { ca: root });
    expect(report).toMatchObject({ ok: false, findings: [{ rule: "reachable", verdict: "failed" }] });
  });
});

/** A mosquitto that asks for client certificates: what a client without one sees is OpenSSL's own alert. */
async function mosquittoAsking(version: "TLSv1.2" | "TLSv1.3"): Promise<number> {
  const port = await freePort();
  const configuration = [
    `listener ${port} 127.0.0.1`,
    `cafile ${join(ca, "root.crt")}`,
    `certfile ${join(ca, "broker.crt")}`,
    `keyfile ${join(ca, "broker.key")}`,
    `tls_version ${version.toLowerCase()}`,
    ...["require_certificate true", "use_identity_as_username true", "user root", ""],
  ].join("\n");
  const broker = await startMosquitto(folder, configuration, port);
  undone.push(broker.kill);
  return port;
}

test("mosquitto is as it should be for a device, and tells whether TLS 1.2 is spoken", async () => {
  const port = await mosquittoAsking("TLSv1.2");
  expect(await check(port, device)).toMatchObject({ ok: true });
  const without = await check(await mosquittoAsking("TLSv1.3"), device);
  expect(without.findings).toContainEqual({
    rule: "devices",
    verdict: "warning",
    words: expect.stringContaining("TLS 1.2, the version of the gateways, is refused"),
  });
});

test("a server that closes behind a handshake of TLS 1.2 does not do so for want of a client certificate", async () => {
  const server = createServer({ ...own, maxVersion: "TLSv1.2" }, (socket) => {
    socket.on("error", () => {}).end();
  });
  const report = await check(await listening(server));
  expect(report.ok).toBe(true);
  expect(report.findings).toContainEqual({
    rule: "client certificate",
    verdict: "warning",
    words: expect.stringMatching(/ends well without one, and the connection is closed behind it/),
  });
});

test("TLS 1.2 is spoken where a client certificate is what is refused in it", async () => {
  const other = await createAuthority({ name: "Another" });
  const { chain, key } = await issueLeaf(other, { kind: "backend", name: "stranger" });
  const { findings } = await check(await mosquittoAsking("TLSv1.2"), {
    cert: formatChain(chain),
    key: formatKey(key),
  });
  expect(findings).toContainEqual({
    rule: "client certificate",
    verdict: "failed",
    words: expect.stringContaining("does not know who has signed it"),
  });
  expect(findings).toContainEqual({
    rule: "devices",
    verdict: "good",
    words: expect.stringContaining("what is refused is the client certificate"),
  });
});

test("all authorities of a system are taken at once", async () => {
  const all = Buffer.from(`${rootCertificates.join("\n")}\n${root}`);
  expect(all.length).toBeGreaterThan(65_536);
  expect(await check(await serve(own), { ca: all })).toMatchObject({ ok: true });
});

describe("a path is found", () => {
  test("in whatever order its certificates come, with a warning", async () => {
    const authority = await createAuthority({ name: "Another" });
    const { chain, key } = await issueLeaf(authority, { kind: "broker", names: ["127.0.0.1"] });
    const [one, intermediate] = chain as [X509Certificate, X509Certificate];
    const port = await serve({
      cert: formatChain([one, authority.root, intermediate]),
      key: formatKey(key),
    });
    const report = await check(port, { ca: Buffer.from(formatChain([authority.root])) });
    expect(report.ok).toBe(true);
    expect(report.findings).toContainEqual({
      rule: "chain",
      verdict: "warning",
      words: expect.stringContaining("another order"),
    });
  });
});

test.each(["", ":8883", "host:0", "host:99999", "a b:1", "user@host:1", "[::1:8883", "host:8883:1"])(
  "%j is no address",
  async (address) => {
    await expect(checkEndpoint(address)).rejects.toMatchObject({ code: "invalid-configuration" });
  },
);

test.each([
  ["a certificate without its key", { cert: device.cert }, /cert and key together/],
  [
    "a key that is another's",
    { cert: device.cert, key: own.key.toString() },
    /the key does not belong to the first certificate/,
  ],
  ["what is no certificate", { ...device, cert: "hello" }, /^cert: expected a certificate in PEM/],
  ["what is no key", { ...device, key: device.cert }, /^key: expected a private key in PEM/],
  [
    "a key with a passphrase",
    {
      ...device,
      key: createPrivateKey(device.key).export({
        type: "pkcs8",
        format: "pem",
        cipher: "aes-256-cbc",
        passphrase: "x",
      }) as string,
    },
    /^key: expected a private key without a passphrase; take it off/,
  ],
] as const)("%s is refused before anybody is asked", async (_, options, words) => {
  await expect(checkEndpoint("127.0.0.1:1", options)).rejects.toMatchObject({
    code: "invalid-configuration",
    message: expect.stringMatching(words),
  });
});

test(`the certificate of ${devEui} is the device's`, () => {
  expect(new X509Certificate(device.cert).subject).toContain(devEui);
});
