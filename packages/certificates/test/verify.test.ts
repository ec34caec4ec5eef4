import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  formatChain,
  formatChainDer,
  inspectCertificates,
  makeDevice,
  signRequest,
} from "@wirebook/certificates";
import { describe, expect, test } from "vitest";
import { devEui, initAuthority } from "./support/authority.ts";
import { testFolder } from "./support/folder.ts";
import { AUTHORITY, makeSigned, openssl, run, type Signed } from "./support/openssl.ts";

const folder = testFolder();
const { authority, folder: ca } = await initAuthority(join(folder, "ca"));
const at = (name: string) => join(ca, name);
const verify = (purpose: string, file: string, ...more: string[]) =>
  run(
    "openssl",
    ...["verify", "-x509_strict", "-purpose", purpose, "-CAfile", at("root.crt"), ...more, file],
  );
const withIntermediate = ["-untrusted", at("intermediate.crt")];

for (const keyKind of ["ec", "rsa"] as const) {
  for (const days of [30, "unlimited"] as const) {
    const { request } = await makeDevice({ devEui, keyKind });
    const { chain } = await signRequest(authority, Buffer.from(request), { days });
    writeFileSync(at(`${keyKind}-${days}.crt`), formatChain(chain));
    writeFileSync(at(`${keyKind}-${days}.der`), formatChainDer(chain));
  }
}
const clients = ["backend", "device", "ec-30", "ec-unlimited", "rsa-30", "rsa-unlimited"];

describe("OpenSSL, strictly,", () => {
  test.each(clients)("takes %s for a client, by way of the intermediate", (name) => {
    expect(verify("sslclient", at(`${name}.crt`), ...withIntermediate)).toMatchObject({ code: 0 });
    expect(verify("sslclient", at(`${name}.crt`)).text).toContain("unable to get local issuer certificate");
  });

  test("takes the broker for a server, and none for what it is not", () => {
    expect(verify("sslserver", at("broker.crt"), ...withIntermediate)).toMatchObject({ code: 0 });
    for (const [purpose, name] of [
      ["sslclient", "broker"],
      ["sslserver", "device"],
      ["sslserver", "backend"],
    ] as const) {
      const { text } = verify(purpose, at(`${name}.crt`), ...withIntermediate);
      expect(text).toMatch(/unsuitable certificate purpose|unsupported certificate purpose/);
    }
  });

  test("takes no further authority below the intermediate, nor below a device", async () => {
    const sign = (issuer: string, below: string, extensions: string) => {
      const [csr, key, cert] = ["csr", "key", "crt"].map((end) => at(`${below}.${end}`)) as [
        string,
        string,
        string,
      ];
      openssl(
        ...["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
        ...["-keyout", key, "-out", csr, "-subj", `/CN=${below}`],
      );
      writeFileSync(at("extensions"), extensions);
      openssl(
        ...[
          "x509",
          "-req",
          "-in",
          csr,
          "-days",
          "2",
          "-CA",
          at(`${issuer}.crt`),
          "-CAkey",
          at(`${issuer}.key`),
        ],
        ...["-CAcreateserial", "-extfile", at("extensions"), "-out", cert],
      );
    };
    const caExtensions =
      "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n";
    sign("intermediate", "below", caExtensions);
    sign("below", "leaf", "basicConstraints=CA:FALSE\nauthorityKeyIdentifier=keyid\n");
    const chain = ["intermediate", "below"].map((name) => readFileSync(at(`${name}.crt`), "utf8")).join("");
    writeFileSync(at("chain.crt"), chain);
    expect(verify("sslclient", at("leaf.crt"), "-untrusted", at("chain.crt")).text).toMatch(/path length/i);
    sign("device", "by-device", "basicConstraints=CA:FALSE\nauthorityKeyIdentifier=keyid\n");
    writeFileSync(
      at("chain.crt"),
      formatChain([authority.intermediate]) + readFileSync(at("device.crt"), "utf8"),
    );
    expect(verify("sslclient", at("by-device.crt"), "-untrusted", at("chain.crt")).code).not.toBe(0);
  });

  test("reads DER one behind the other", () => {
    for (const keyKind of ["ec", "rsa"]) {
      const text = openssl("x509", "-inform", "DER", "-in", at(`${keyKind}-30.der`));
      expect(readFileSync(at(`${keyKind}-30.crt`), "utf8")).toContain(text.trim());
    }
  });
});

describe("what OpenSSL says of a chain is said of it here", () => {
  const client = ["extendedKeyUsage=clientAuth"];
  const [, usage = "", identifier = ""] = AUTHORITY;
  const bounded = ["basicConstraints=critical,CA:TRUE,pathlen:0", usage, identifier];
  const cases: [string, Signed[], number | undefined, RegExp, number?][] = [
    [
      "root, intermediate, leaf",
      [{ extensions: AUTHORITY }, { extensions: bounded }, { extensions: client }],
      undefined,
      /^up to CN=chain0, which is trusted$/,
    ],
    [
      "an intermediate that is shown, below a root of one purpose",
      [{ extensions: [...AUTHORITY, "extendedKeyUsage=serverAuth"] }, { extensions: AUTHORITY }],
      undefined,
      /which is trusted$/,
    ],
    [
      "an intermediate below a root that allows none",
      [{ extensions: bounded }, { extensions: AUTHORITY }, { extensions: client }],
      25,
      /but chain0 allows 0 authorities below it, and 1 are/,
    ],
    [
      "a leaf below a leaf",
      [{ extensions: AUTHORITY }, { extensions: ["basicConstraints=CA:FALSE"] }, { extensions: client }],
      79,
      /but chain1 signs, and is no authority/,
    ],
    [
      "a leaf below an authority that may not sign",
      [
        { extensions: AUTHORITY },
        { extensions: ["basicConstraints=CA:TRUE", "keyUsage=cRLSign"] },
        { extensions: client },
      ],
      79,
      /chain1 signs, and (?:may not: expected keyCertSign|is no authority)/,
    ],
    [
      "a root that has ended",
      [{ extensions: AUTHORITY, days: 2 }, { extensions: AUTHORITY }, { extensions: client }],
      10,
      /but chain0 has ended/,
      10,
    ],
    [
      "a leaf that has ended",
      [{ extensions: AUTHORITY }, { extensions: client, days: 2 }],
      10,
      /but chain1 has ended/,
      10,
    ],
    [
      "a leaf that has not begun",
      [{ extensions: AUTHORITY }, { extensions: client }],
      9,
      /is not good yet/,
      -10,
    ],
    [
      "an authority with a critical extension that nobody knows",
      [
        { extensions: AUTHORITY },
        { extensions: [...AUTHORITY, "1.2.3.4=critical,DER:0500"] },
        { extensions: client },
      ],
      34,
      /but chain1 has a critical extension that OpenSSL does not know, 1\.2\.3\.4/,
    ],
    [
      "an authority for servers above a client",
      [
        { extensions: AUTHORITY },
        { extensions: [...AUTHORITY, "extendedKeyUsage=serverAuth"] },
        { extensions: client },
      ],
      26,
      /but chain1 is an authority for other purposes: expected clientAuth/,
    ],
  ];
  test.each(cases)("%s", (_, chain, code, words, days = 0) => {
    for (const [index, one] of chain.entries()) {
      makeSigned(folder, `chain${index}`, index === 0 ? one : { ...one, by: `chain${index - 1}` });
    }
    const pems = chain.map((__, index) => readFileSync(join(folder, `chain${index}.crt`), "utf8"));
    const [root = "", ...others] = pems;
    const now = new Date(Date.now() + days * 86_400_000);
    const { chain: found } = inspectCertificates(Buffer.from(others.reverse().join("")), {
      trusted: Buffer.from(root),
      now,
    });
    expect(found).toMatchObject({
      complete: true,
      holds: code === undefined,
      sentence: expect.stringMatching(words),
    });
    writeFileSync(join(folder, "untrusted.crt"), others.slice(1).join(""));
    const { text } = run(
      ...([
        "openssl",
        "verify",
        "-purpose",
        chain.length === 2 && code === undefined ? "any" : "sslclient",
      ] as const),
      ...["-attime", String(Math.floor(now.getTime() / 1000)), "-CAfile", join(folder, "chain0.crt")],
      ...(others.length > 1 ? ["-untrusted", join(folder, "untrusted.crt")] : []),
      join(folder, `chain${chain.length - 1}.crt`),
    );
    if (code === undefined) expect(text).toMatch(/: OK\n$/);
    else expect(text).toContain(`error ${code} at`);
  });
});

describe("GnuTLS", () => {
  test.each([...clients, "broker"])("takes the chain of %s", (name) => {
    const said = run(
      "certtool",
      "--verify",
      "--load-ca-certificate",
      at("root.crt"),
      "--infile",
      at(`${name}.crt`),
    );
    expect(said.text).toContain("Chain verification output: Verified. The certificate is trusted.");
    expect(said.code).toBe(0);
  });

  test("does not take it by another root", async () => {
    const { folder: other } = await initAuthority(join(folder, "other"));
    const root = join(other, "root.crt");
    const said = run("certtool", "--verify", "--load-ca-certificate", root, "--infile", at("device.crt"));
    expect(said.text).toContain("Not verified");
  });
});

test("a chain is fed to a device's shell without an empty line, which would end it", () => {
  for (const name of clients) {
    const text = readFileSync(at(`${name}.crt`), "utf8");
    const lines = text.split("\n");
    expect(lines.pop()).toBe("");
    expect(lines.filter((line) => line.trim() === "")).toEqual([]);
    expect(lines.filter((line) => /^-----BEGIN CERTIFICATE-----$/.test(line))).toHaveLength(2);
    expect(Math.max(...lines.map((line) => line.length))).toBe(64);
  }
});
