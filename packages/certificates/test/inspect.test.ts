import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  formatChain,
  inspectCertificates,
  inspectRequest,
  isRequest,
  makeDevice,
  signRequest,
} from "@wirebook/certificates";
import { describe, expect, test } from "vitest";
import { devEui, initAuthority, urn } from "./support/authority.ts";
import { testFolder } from "./support/folder.ts";
import { makeRequest } from "./support/openssl.ts";

const folder = testFolder();
const { authority, folder: ca } = await initAuthority(join(folder, "ca"));
const { folder: elsewhere } = await initAuthority(join(folder, "elsewhere"));
const root = readFileSync(join(ca, "root.crt"));
const chainOf = async (keyKind: "ec" | "rsa") => {
  const { request } = await makeDevice({ devEui, keyKind });
  return (await signRequest(authority, Buffer.from(request), { days: 100 })).chain;
};
const chain = await chainOf("ec");

test("a certificate is told who it is, for what, for how long, and how large", () => {
  const { certificates } = inspectCertificates(Buffer.from(formatChain(chain)));
  expect(certificates).toMatchObject([
    {
      who: urn,
      subject: `C=DE, O=Example, CN=${urn}`,
      issuer: "CN=Wirebook a1b2c3 intermediate",
      names: [`URI:${urn}`],
      daysLeft: 99,
      key: "EC P-256",
      uses: ["client"],
      fingerprint: chain[0].fingerprint256,
      size: chain[0].raw.length,
    },
    { who: "Wirebook a1b2c3 intermediate", uses: ["authority"] },
  ]);
});

test.each([
  ["without an end", "unlimited", Number.POSITIVE_INFINITY],
  ["that ends", 3, 2],
] as const)("days are left, %s", async (_, days, expected) => {
  const { certificate } = await makeDevice({ devEui, days });
  const [facts] = inspectCertificates(certificate.raw).certificates;
  expect(facts).toMatchObject({ daysLeft: expected, uses: ["client", "self-signed"] });
});

describe("a chain is followed", () => {
  const pem = (...some: Parameters<typeof formatChain>) => Buffer.from(formatChain(...some));
  const own = { leaf: chain[0], intermediate: chain[1], root: authority.root as (typeof chain)[0] };
  function changed(raw: Buffer): Buffer<ArrayBuffer> {
    const bytes = Buffer.from(raw);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
    return bytes;
  }
  const cases: [string, Buffer, Buffer | undefined, boolean, RegExp][] = [
    ["up to what is trusted", pem(chain), root, true, /up to CN=Wirebook .* root, which is trusted/],
    ["up to a root that is in it", pem([...chain, own.root]), undefined, true, /which has signed itself/],
    [
      "not without the root",
      pem(chain),
      undefined,
      false,
      /ends at number 2: CN=Wirebook .* root, who has signed it/,
    ],
    ["not without the intermediate", pem([own.leaf]), root, false, /ends at number 1: .* intermediate/],
    [
      "not the wrong way round",
      pem([own.intermediate, own.leaf]),
      root,
      false,
      /number 2 has not signed number 1: expected the leaf first/,
    ],
    [
      "not up to one whose own signature is broken",
      pem([...chain, { raw: changed(own.root.raw) }]),
      undefined,
      false,
      /ends at number 3, which says that it has signed itself: its signature is broken/,
    ],
    [
      "not up to the root of others",
      pem(chain),
      readFileSync(join(elsewhere, "root.crt")),
      false,
      /neither behind it nor trusted/,
    ],
    [
      "not with an intermediate of others that has the same name",
      pem([own.leaf]),
      readFileSync(join(elsewhere, "intermediate.crt")),
      false,
      /neither/,
    ],
  ];
  test.each(cases)("%s", (_, bytes, trusted, complete, words) => {
    const found = inspectCertificates(bytes, trusted === undefined ? {} : { trusted });
    expect(found.chain).toMatchObject({
      complete,
      holds: complete,
      sentence: expect.stringMatching(words),
    });
  });
});

describe("a device has room", () => {
  const rootSize = (authority.root?.raw.length ?? 0) as number;

  test("for a chain on P-256 and the root", () => {
    const { device } = inspectCertificates(Buffer.from(formatChain(chain)), { trusted: root });
    const size = chain[0].raw.length + chain[1].raw.length;
    expect(device).toEqual({ chain: size, trusted: rootSize, sum: size + rootSize, room: 4096, fits: "yes" });
  });

  test("and not for what is more than 4096 bytes; what leaves less than 64 is close", () => {
    const times = (count: number, rest: number) => {
      const { length } = chain[1].raw;
      expect(length * count).toBeGreaterThan(rest);
      return inspectCertificates(Buffer.concat(Array(count).fill(chain[1].raw)));
    };
    const { length } = chain[1].raw;
    for (let count = 1; count < 12; count++) {
      const sum = length * count;
      expect(times(count, 0).device.fits).toBe(sum > 4096 ? "no" : sum > 4032 ? "close" : "yes");
    }
  });

  test("once for what is both in the chain and trusted", () => {
    const whole = Buffer.from(formatChain(chain) + root.toString());
    const { device } = inspectCertificates(whole, { trusted: root });
    expect(device.trusted).toBe(0);
    expect(device.sum).toBe(chain[0].raw.length + chain[1].raw.length + rootSize);
  });
});

describe("a request is told", () => {
  test("whose it is, and whether it proves that", async () => {
    const { request } = await makeDevice({ devEui });
    expect(isRequest(Buffer.from(request))).toBe(true);
    const facts = { who: urn, subject: `C=DE, O=Example, CN=${urn}`, key: "EC P-256" };
    expect(await inspectRequest(Buffer.from(request))).toEqual({ ...facts, proves: true });
    const der = Buffer.from(request.replace(/-----.*-----|\s/g, ""), "base64");
    der[der.length - 1] = (der[der.length - 1] as number) ^ 1;
    expect(await inspectRequest(der)).toEqual({ ...facts, proves: false });
  });

  test("that it has no name, where it has none", async () => {
    expect(await inspectRequest(makeRequest(folder, "/C=DE"))).toMatchObject({ who: "nobody: it has no CN" });
    expect(isRequest(root)).toBe(false);
  });
});

test.each([
  ["nothing", Buffer.alloc(0)],
  ["a text", Buffer.from("hello")],
  ["base64 without its header", Buffer.from(chain[0].raw.toString("base64"))],
  ["UTF-16", Buffer.from(formatChain(chain), "utf16le")],
  ["a key", readFileSync(join(ca, "device.key"))],
  ["a certificate that is cut", chain[0].raw.subarray(0, -1)],
])("%s is refused", (_, bytes) => {
  expect(() => inspectCertificates(bytes)).toThrow(expect.objectContaining({ code: "not-well-formed" }));
});
