import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate that nobody but its holder has signed. */
export interface SelfSigned {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** SHA-256 of its DER, as openssl writes it. */
  readonly fingerprint: string;
}

/** Makes one with openssl; `constraints` are its basic constraints. */
export function selfSigned(
  folder: string,
  file: string,
  commonName: string,
  constraints = "critical,CA:FALSE",
): SelfSigned {
  const [cert, key] = [join(folder, `${file}.crt`), join(folder, `${file}.key`)];
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
      ...["-keyout", key, "-out", cert, "-subj", `/CN=${commonName}`],
      ...["-addext", `basicConstraints=${constraints}`],
    ],
    { stdio: "pipe" },
  );
  return { cert: readFileSync(cert), key: readFileSync(key), fingerprint: fingerprintOf(readFileSync(cert)) };
}

function fingerprintOf(pem: Buffer): string {
  const digits = createHash("sha256").update(new X509Certificate(pem).raw).digest("hex").toUpperCase();
  return digits.match(/../g)?.join(":") ?? "";
}
