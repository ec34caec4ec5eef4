import type { Finding } from "@wirebook/certificates";
import { badPayload } from "../../error.ts";
import { readOption } from "../../input/broker.ts";
import { inCertificates, readCertificateFile } from "../../input/certificates.ts";
import { type Colours, coloursFor } from "../../output/colours.ts";
import { jsonText } from "../../output/json.ts";
import { print } from "../../output/print.ts";
import { pad, printable } from "../../output/text.ts";

/** What `certs check` may be told. */
export interface CertsCheckOptions {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  readonly timeout?: number;
  readonly json?: boolean;
}

const COLUMN = "client certificate  ".length;

/** Says of a TLS server which rule fails, in words. */
export async function certsCheck(address: string, options: CertsCheckOptions): Promise<void> {
  const { ca, cert, key, servername, timeout, json = false } = options;
  const { checkEndpoint } = await import("@wirebook/certificates");
  const given = {
    ...(ca === undefined ? {} : { ca: (await readCertificateFile(ca, "certificates")).bytes }),
    ...(cert === undefined ? {} : { cert: readOption("--cert", cert) }),
    ...(key === undefined ? {} : { key: readOption("--key", key) }),
    ...(servername === undefined ? {} : { servername }),
    ...(timeout === undefined ? {} : { timeout: timeout * 1000 }),
  };
  const { ok, findings } = await inCertificates(() => checkEndpoint(address, given));
  if (json) await print(jsonText({ ok, findings }));
  else for (const finding of findings) await print(`${lineOf(finding, coloursFor(process.stdout))}\n`);
  if (ok) return;
  const failing = findings.filter(({ verdict }) => verdict === "failed").map(({ rule }) => rule);
  throw badPayload(`${address}: ${failing.join(", ")}: not as it should be`);
}

function lineOf({ rule, verdict, words }: Finding, colours: Colours): string {
  const mark = {
    good: colours.green("good   "),
    failed: colours.red("FAILED "),
    warning: colours.yellow("warning"),
    unknown: colours.dim("unknown"),
  }[verdict];
  return `${pad(rule, COLUMN)}${mark}  ${printable(words)}`;
}
