import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a program said, and how it ended. */
export interface Said {
  readonly code: number | null;
  readonly text: string;
}

/** Runs a program, and answers what it said on both streams. */
export function run(program: string, ...parameters: string[]): Said {
  const { status, stdout, stderr, error } = spawnSync(program, parameters, { encoding: "utf8" });
  if (error !== undefined)
    throw new Error(`${program}: is it installed? scripts/system-packages.sh does that`, { cause: error });
  return { code: status, text: stdout + stderr };
}

/** Runs openssl, which has to succeed. */
export function openssl(...parameters: string[]): string {
  const { code, text } = run("openssl", ...parameters);
  if (code !== 0) throw new Error(`openssl ${parameters.join(" ")}: ${text}`);
  return text;
}

/** Keys as `openssl req` makes them. */
export const NEW_KEY = {
  ec: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
  rsa: ["-newkey", "rsa:2048"],
} as const;

/** Makes a signing request with openssl. */
export function makeRequest(
  folder: string,
  subject: string,
  more: readonly string[] = [],
  key: readonly string[] = NEW_KEY.ec,
): Buffer {
  const [file, keyFile] = [join(folder, "request.csr"), join(folder, "request.key")];
  openssl("req", "-new", ...key, "-nodes", "-keyout", keyFile, "-out", file, "-subj", subject, ...more);
  return readFileSync(file);
}

/** A self-signed certificate by openssl: the files. */
export function makeSelfSigned(
  folder: string,
  name: string,
  commonName: string,
  more: readonly string[] = [],
): { readonly cert: string; readonly key: string } {
  const [cert, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  openssl(
    ...["req", "-x509", ...NEW_KEY.ec, "-nodes", "-days", "2", "-keyout", key, "-out", cert],
    ...["-subj", `/CN=${commonName}`, ...more],
  );
  return { cert, key };
}

/** What the certificate of an authority says, as the strict rules of OpenSSL want it. */
export const AUTHORITY = [
  "basicConstraints=critical,CA:TRUE",
  "keyUsage=critical,keyCertSign,cRLSign",
  "subjectKeyIdentifier=hash",
];

/** What a certificate is signed with, and for how long. */
export interface Signed {
  /** Who signs, by the name of its files; without, it signs itself. */
  readonly by?: string;
  /** Lines of openssl's settings. */
  readonly extensions: readonly string[];
  readonly days?: number;
}

/** A key and a certificate for it, `NAME.key` and `NAME.crt`, by openssl. */
export function makeSigned(folder: string, name: string, { by, extensions, days = 30 }: Signed): void {
  const at = (file: string) => join(folder, file);
  openssl(
    ...["req", "-new", ...NEW_KEY.ec, "-nodes", "-subj", `/CN=${name}`],
    ...["-keyout", at(`${name}.key`), "-out", at(`${name}.csr`)],
  );
  writeFileSync(at(`${name}.ext`), extensions.map((line) => `${line}\n`).join(""));
  openssl(
    ...["x509", "-req", "-in", at(`${name}.csr`), "-days", String(days), "-out", at(`${name}.crt`)],
    ...["-extfile", at(`${name}.ext`)],
    ...(by === undefined
      ? ["-key", at(`${name}.key`)]
      : ["-CA", at(`${by}.crt`), "-CAkey", at(`${by}.key`), "-CAcreateserial"]),
  );
}
