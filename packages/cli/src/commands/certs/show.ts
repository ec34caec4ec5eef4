import type { CertificateFacts, Inspection } from "@wirebook/certificates";
import { inCertificates, readCertificateFile, rootBeside } from "../../input/certificates.ts";
import { day, left } from "../../output/certificates.ts";
import { coloursFor, widthOf } from "../../output/colours.ts";
import { counted } from "../../output/count.ts";
import { jsonText } from "../../output/json.ts";
import { print } from "../../output/print.ts";
import { table } from "../../output/table.ts";

/** What `certs show` may be told. */
export interface CertsShowOptions {
  readonly ca?: string;
  readonly json?: boolean;
}

/** Says of a file of certificates, or of a signing request, who they are and whether they hold. */
export async function certsShow(path: string, { ca, json = false }: CertsShowOptions): Promise<void> {
  const { bytes, name } = await readCertificateFile(path, "certificates");
  const { inspectCertificates, inspectRequest, isRequest } = await import("@wirebook/certificates");
  const tell = async (header: readonly string[], rows: readonly (readonly string[])[]) =>
    print(table(header, rows, widthOf(process.stdout), coloursFor(process.stdout)));
  if (isRequest(bytes)) {
    const request = await inCertificates(() => inspectRequest(bytes, name));
    if (json) return print(jsonText(request));
    return tell(
      ["signing request", name],
      [
        ["who", request.who],
        ["subject", request.subject],
        ["key", request.key],
        [
          "signed by that key",
          request.proves ? "yes" : "NO: it was changed on its way, or is somebody else's",
        ],
      ],
    );
  }
  const root = ca ?? rootBeside(path);
  const trusted = root === undefined ? undefined : (await readCertificateFile(root, "certificates")).bytes;
  const found = await inCertificates(() =>
    inspectCertificates(bytes, { source: name, ...(trusted === undefined ? {} : { trusted }) }),
  );
  if (json) return print(jsonText(found));
  const { certificates } = found;
  for (const [index, facts] of certificates.entries()) {
    await tell(["certificate", `${index + 1} of ${certificates.length}`], rowsOf(facts));
    await print("\n");
  }
  await tell(["chain", verdictOf(found)], chainRows(found, root));
}

function verdictOf({ chain: { complete, holds } }: Inspection): string {
  if (holds) return "good";
  return complete ? "NOT GOOD" : "not complete";
}

function rowsOf(facts: CertificateFacts): string[][] {
  const { who, subject, issuer, names, notBefore, notAfter, daysLeft, key, uses, fingerprint, size } = facts;
  return [
    ["who", who],
    ["subject", subject],
    ["names", names.join(", ") || "-"],
    ["signed by", issuer],
    ["valid", `${day(notBefore)} to ${day(notAfter)}${left(daysLeft)}`],
    ["key", key],
    ["for", uses.join(", ") || "-"],
    ["SHA-256", fingerprint],
    ["bytes in DER", String(size)],
  ];
}

function chainRows({ chain, device }: Inspection, root: string | undefined): string[][] {
  const room = { yes: "fits", close: "fits, and little is left", no: "DOES NOT FIT" }[device.fits];
  const trusted =
    root === undefined
      ? "name what the device trusts to count it in: --ca FILE"
      : `${counted(device.trusted, "byte")} (${root})`;
  return [
    ["it goes", chain.sentence],
    ["bytes in DER", String(device.chain)],
    ["trusted besides", trusted],
    ["in a gateway", `${room}: ${device.sum} of ${device.room} bytes`],
  ];
}
