import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type Server } from "node:tls";
import { makeDevice } from "@wirebook/certificates";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bin, wirebook } from "./support/run.ts";

const folder = mkdtempSync(join(tmpdir(), "wirebook-certs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), "utf8");
const devEui = "70b3d5e05001c6f3";
const urn = `urn:dev:mac:${devEui}`;
const certs = (...words: string[]) => wirebook(["certs", ...words], { cwd: folder });
const secretsOf = (name: string) => read(name).split("\n").slice(1, -2);

beforeAll(async () => {
  expect(await certs("init", "--out", "ca", "--host", "broker.example")).toMatchObject({ code: 0, err: "" });
  expect(await certs("device", urn, "--out", "dev")).toMatchObject({ code: 0, err: "" });
});

describe("certs init", () => {
  test("writes certificates and keys, and tells which, without a key in it", async () => {
    const { code, out, err } = await certs(
      "init",
      "--out",
      "other",
      "--device",
      urn,
      "--no-expiry",
      "--name",
      "Ours",
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(readdirSync(at("other")).sort()).toEqual(readdirSync(at("ca")).sort());
    expect(out).toMatch(/^other\/root\.crt +other\/root\.key +CN=Ours root +without end +\d+$/m);
    expect(out).toMatch(/^other\/intermediate\.crt .* CN=Ours intermediate +without end/m);
    expect(out).toMatch(new RegExp(`^other/device\\.crt .* CN=${urn} +without end`, "m"));
    expect(out).toContain("wirebook certs sign DEVICE.csr --ca other");
    for (const name of readdirSync(at("other")).filter((file) => /key$/.test(file))) {
      for (const line of secretsOf(join("other", name))) expect(out).not.toContain(line);
      expect(statSync(at(join("other", name))).mode & 0o777).toBe(0o600);
    }
  });

  test("makes up a DevEUI that no maker has given to a device", () => {
    const { subject } = new X509Certificate(read("ca/device.crt"));
    expect(subject).toMatch(/^CN=urn:dev:mac:02[0-9a-f]{14}$/);
    expect(new X509Certificate(read("ca/broker.crt")).checkHost("broker.example")).toBe("broker.example");
  });
});

describe("certs sign", () => {
  test("prints the chain, leaf first, and nothing else on standard output", async () => {
    const { code, out, err } = await certs("sign", `dev/${devEui}.csr`, "--ca", "ca");
    expect(code).toBe(0);
    expect(err).toMatch(new RegExp(`^signed for ${devEui}, `));
    expect(out).toMatch(
      /^(-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END CERTIFICATE-----\n){2}$/,
    );
    expect(out.split("-----END CERTIFICATE-----\n")[1]).toBe(
      read("ca/intermediate.crt").split("-----END CERTIFICATE-----\n")[0],
    );
    writeFileSync(at("signed.crt"), out);
    const leaf = new X509Certificate(out);
    expect(leaf.subject).toBe(`C=DE\nO=Example\nCN=${urn}`);
    expect(leaf.verify(new X509Certificate(read("ca/intermediate.crt")).publicKey)).toBe(true);
  });

  test("takes the present folder for the authority, and standard input for the request", async () => {
    const input = `lobaro> cert csr C=DE,O=Example\r\n${read(`dev/${devEui}.csr`).replaceAll("\n", "\r\n")}`;
    const { code, out } = await wirebook(["certs", "sign", "-", "--spelling", "hex", "--days", "30"], {
      cwd: at("ca"),
      input,
    });
    expect(code).toBe(0);
    expect(new X509Certificate(out).subject).toContain(`CN=${devEui}`);
  });

  test("writes DER, which openssl reads", async () => {
    const { out: pem } = await certs("sign", `dev/${devEui}.csr`, "--ca", "ca", "--no-expiry");
    expect(new X509Certificate(pem).validTo).toBe("Dec 31 23:59:59 9999 GMT");
    const der = execFileSync(
      process.execPath,
      [bin, "certs", "sign", at(`dev/${devEui}.csr`), "--ca", at("ca"), "--der"],
      {
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    const leaf = new X509Certificate(der);
    expect(leaf.raw.length).toBeLessThan(der.length);
    expect(new X509Certificate(der.subarray(leaf.raw.length)).raw).toEqual(
      new X509Certificate(read("ca/intermediate.crt")).raw,
    );
  });

  test("warns of what ends before it, and of what a gateway has no room for", async () => {
    const { err } = await certs("sign", `dev/${devEui}.csr`, "--ca", "ca", "--days", "20000");
    expect(err).toContain("the intermediate ends before it");
  });

  const refused: [string, string[], number, RegExp][] = [
    ["a key in place of a request", ["sign", `dev/${devEui}.key`, "--ca", "ca"], 1, /found a private key/],
    ["a file that is not there", ["sign", "nowhere.csr", "--ca", "ca"], 2, /nowhere\.csr: no such file/],
    [
      "a folder without an authority",
      ["sign", `dev/${devEui}.csr`],
      2,
      /expected intermediate\.crt and intermediate\.key, found neither[\s\S]*wirebook certs init/,
    ],
    [
      "the request of another device",
      ["sign", `dev/${devEui}.csr`, "--ca", "ca", "--device", "ffffffffffffffff"],
      1,
      /expected the CN of the device/,
    ],
    [
      "--days with --no-expiry",
      ["sign", `dev/${devEui}.csr`, "--ca", "ca", "--days", "1", "--no-expiry"],
      2,
      /found both/,
    ],
    ["a folder that is in use", ["init", "--out", "ca"], 2, /ca\/.* is there already/],
    ["a device that is in use", ["device", devEui, "--out", "dev"], 2, /is there already/],
    ["a DevEUI that is none", ["device", "7", "--out", "dev7"], 2, /16 hexadecimal digits/],
    [
      "a subject with a CN",
      ["device", devEui, "--out", "dev7", "--subject", "CN=me"],
      2,
      /no CN: the device sets it/,
    ],
    ["no folder", ["init", "--out", ""], 2, /expected a folder, found nothing/],
    ["no folder for a device", ["device", devEui, "--out", ""], 2, /expected a folder, found nothing/],
    ["no folder of an authority", ["sign", `dev/${devEui}.csr`, "--ca", ""], 2, /found nothing/],
    ["a host that is none", ["init", "--out", "no", "--host", "bad host"], 2, /expected host names/],
    ["an address that is none", ["init", "--out", "no", "--host", "300.1.1.1"], 2, /expected host names/],
    ["a backend without a name", ["init", "--out", "no", "--backend", ""], 2, /1 to 64 characters/],
    ["a made-up DevEUI", ["init", "--out", "no", "--device", "xyz"], 2, /16 hexadecimal digits/],
    ["an authority without a name", ["init", "--out", "no", "--name", ""], 2, /expected 1 to 51 characters/],
    ["the device foo", ["sign", `dev/${devEui}.csr`, "--ca", "ca", "--device", "foo"], 2, /16 hexadecimal/],
    [
      "more days than there are",
      ["init", "--out", "no", "--days", "9999999"],
      2,
      /above 0 and at most \d{7}, which is until 9999-12-31/,
    ],
    [
      "an endless wait",
      ["check", "localhost", "--timeout", "1e9"],
      2,
      /above 0 and at most 86400, in digits/,
    ],
    ["an authority for an anchor", ["trust", "ca/root.crt"], 1, /CA:TRUE/],
    [
      "one anchor of two",
      ["trust", `dev/${devEui}.self-signed.crt`, "ca/device.crt"],
      1,
      /trust that authority/,
    ],
    ["no address", ["check", "user@host"], 2, /expected HOST:PORT/],
    [
      "what is no certificate",
      ["show", `dev/${devEui}.key`],
      1,
      /expected certificates, found a private key/,
    ],
  ];
  test.each(refused)("refuses %s", async (_, words, code, said) => {
    const found = await certs(...words);
    expect(found.err).toMatch(said);
    expect(found).toMatchObject({ code, out: "" });
    for (const line of secretsOf(`dev/${devEui}.key`)) expect(found.err).not.toContain(line);
  });
});

describe("certs show", () => {
  test("tells who, the chain, and whether it fits into a gateway", async () => {
    copyFileSync(at("signed.crt"), at("ca/signed.crt"));
    const { code, out } = await certs("show", "ca/signed.crt");
    expect(code).toBe(0);
    expect(out).toMatch(/^certificate +1 of 2$/m);
    expect(out).toMatch(new RegExp(`^who +${urn}$`, "m"));
    expect(out).toMatch(/^valid +\S+ to \S+, 3649 days left$/m);
    expect(out).toContain(new X509Certificate(read("signed.crt")).fingerprint256);
    expect(out).toMatch(/^chain +good$/m);
    expect(out).toMatch(/^in a gateway +fits: \d+ of 4096 bytes$/m);
  });

  test("tells what is missing, and asks what is trusted", async () => {
    const { code, out } = await certs("show", "signed.crt");
    expect(code).toBe(0);
    expect(out).toMatch(/^chain +not complete$/m);
    expect(out).toContain("--ca FILE");
    expect((await certs("show", "signed.crt", "--ca", "ca/root.crt")).out).toMatch(/^chain +good$/m);
  });

  test("tells of a request whether it proves whose it is", async () => {
    const { out } = await certs("show", `dev/${devEui}.csr`);
    expect(out).toMatch(/^signed by that key +yes$/m);
  });

  test("prints JSON", async () => {
    const { out } = await certs("show", "signed.crt", "--json");
    expect(JSON.parse(out)).toMatchObject({ certificates: [{ who: urn }, {}], device: { fits: "yes" } });
    const request = await certs("show", `dev/${devEui}.csr`, "--json");
    expect(JSON.parse(request.out)).toMatchObject({ who: urn, proves: true });
  });

  test("is not steered by a name", async () => {
    const cert = at("strange.crt");
    execFileSync(
      "openssl",
      [
        ...[
          "req",
          "-x509",
          "-newkey",
          "ec",
          "-pkeyopt",
          "ec_paramgen_curve:prime256v1",
          "-nodes",
          "-days",
          "2",
        ],
        ...["-keyout", at("strange.key"), "-out", cert, "-subj", "/CN=a\u001b[31m\u202eb", "-utf8"],
      ],
      { stdio: "pipe" },
    );
    const { out } = await certs("show", "strange.crt");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });
});

test("certs trust prints anchors, or fingerprints with the devices that they are of", async () => {
  const file = `dev/${devEui}.self-signed.crt`;
  const { fingerprint256 } = new X509Certificate(read(file));
  expect(await certs("trust", file, file)).toMatchObject({ code: 0, out: read(file) });
  expect((await certs("trust", "--fingerprints", file)).out).toBe(`${fingerprint256} ${devEui}\n`);
  // The embedded broker does not look at dates: a device without a clock has written them.
  const ended = (await makeDevice({ devEui, days: 1e-9 })).certificate;
  writeFileSync(at("ended.crt"), ended.raw);
  expect(await certs("trust", "--fingerprints", "ended.crt")).toMatchObject({
    code: 0,
    out: `${ended.fingerprint256} ${devEui}\n`,
  });
  expect(await certs("trust", "ended.crt")).toMatchObject({ code: 1, out: "" });
});

describe("certs check", () => {
  let server: Server;
  let place = "";
  beforeAll(async () => {
    server = createServer({ cert: read("ca/broker.crt"), key: read("ca/broker.key") }, (socket) =>
      socket.on("error", () => {}),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  test("tells each rule, and ends with 0 where all hold", async () => {
    const { code, out, err } = await certs("check", place, "--ca", "ca/root.crt");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^chain +good +up to Wirebook .* root, which is trusted$/m);
  });

  test("ends with 1 where one does not", async () => {
    const { code, out, err } = await certs(
      "check",
      place,
      "--ca",
      "ca/root.crt",
      "--servername",
      "other.example",
    );
    expect(code).toBe(1);
    expect(out).toMatch(/^name +FAILED +is not for other\.example; it has DNS:/m);
    expect(err).toContain(`${place}: name: not as it should be`);
  });

  test("takes a client's certificate, and prints JSON", async () => {
    const own = ["--cert", "ca/device.crt", "--key", "ca/device.key"];
    const { code, out } = await certs("check", place, "--ca", "ca/root.crt", ...own, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true });
    expect((await certs("check", place, "--cert", "ca/device.crt")).code).toBe(2);
  });
});

test("a folder of one's own is left as it is when something in it is in the way", async () => {
  mkdirSync(at("mine"));
  writeFileSync(at("mine/root.key"), "mine");
  expect((await certs("init", "--out", "mine")).code).toBe(2);
  expect(readdirSync(at("mine"))).toEqual(["root.key"]);
  expect(read("mine/root.key")).toBe("mine");
});
