import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate with its chain, and its key: the files. */
export interface Identity {
  /** The leaf, and behind it the intermediate. */
  readonly cert: string;
  readonly key: string;
}

/** Certificates made for one run: a root, an intermediate, and what it signs. */
export interface Certificates {
  /** The file of the root certificate. */
  readonly root: string;
  /** Signs a certificate of this name; `address` is for a server. */
  issue(file: string, commonName: string, address?: string): Identity;
}

/** Makes a root and an intermediate with openssl, elliptic curve P-256, in a folder. */
export function makeCertificates(folder: string): Certificates {
  const at = (name: string) => join(folder, name);
  const openssl = (...parameters: string[]) => execFileSync("openssl", parameters, { stdio: "pipe" });
  const request = (name: string, commonName: string) =>
    openssl(
      ...["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
      ...["-keyout", at(`${name}.key`), "-out", at(`${name}.csr`), "-subj", `/CN=${commonName}`],
    );
  const sign = (name: string, issuer: string, extensions: string) => {
    writeFileSync(at(`${name}.ext`), extensions);
    openssl(
      ...["x509", "-req", "-in", at(`${name}.csr`), "-days", "2", "-out", at(`${name}.crt`)],
      ...[
        "-CA",
        at(`${issuer}.crt`),
        "-CAkey",
        at(`${issuer}.key`),
        "-CAcreateserial",
        "-extfile",
        at(`${name}.ext`),
      ],
    );
  };
  openssl(
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-keyout", at("root.key"), "-out", at("root.crt"), "-subj", "/CN=Test root"],
  );
  request("intermediate", "Test intermediate");
  sign("intermediate", "root", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n");
  return {
    root: at("root.crt"),
    issue: (file, commonName, address) => {
      request(file, commonName);
      const names = address === undefined ? `URI:${commonName}` : `IP:${address},DNS:localhost`;
      sign(file, "intermediate", `basicConstraints=CA:FALSE\nsubjectAltName=${names}\n`);
      const chain = readFileSync(at(`${file}.crt`), "utf8") + readFileSync(at("intermediate.crt"), "utf8");
      writeFileSync(at(`${file}.pem`), chain);
      return { cert: at(`${file}.pem`), key: at(`${file}.key`) };
    },
  };
}
