import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { inOptions, lifetimeOf } from "../../input/certificates.ts";
import { day } from "../../output/certificates.ts";
import { coloursFor, widthOf } from "../../output/colours.ts";
import { print } from "../../output/print.ts";
import { table } from "../../output/table.ts";

/** What `certs init` may be told. */
export interface CertsInitOptions {
  readonly out: string;
  readonly name?: string;
  readonly host?: readonly string[];
  readonly backend?: string;
  readonly device?: string;
  readonly days?: number;
  readonly expiry?: boolean;
}

/** Makes an authority, and certificates of a broker, a backend and a device, in one folder. */
export async function certsInit(options: CertsInitOptions): Promise<void> {
  const { out, host = [], backend, name = `Wirebook ${randomBytes(3).toString("hex")}` } = options;
  const deviceDays = lifetimeOf(options);
  const { initFolder } = await import("@wirebook/certificates");
  const written = await inOptions(() =>
    initFolder(out, {
      name,
      hosts: host,
      device: options.device ?? madeUpDevice(),
      ...(backend === undefined ? {} : { backend }),
      ...(deviceDays === undefined ? {} : { deviceDays }),
    }),
  );
  const rows = written.map(({ name: file, certificate }) => [
    join(out, `${file}.crt`),
    join(out, `${file}.key`),
    certificate.subject.replaceAll("\n", ", "),
    day(new Date(certificate.validTo)),
    String(certificate.raw.length),
  ]);
  const made = `The certificates and keys were written all the same, to ${out}.`;
  const header = ["certificate", "key", "who", "until", "bytes"];
  await print(table(header, rows, widthOf(process.stdout), coloursFor(process.stdout)), made);
  await print(whatNext(out), made);
}

/** A DevEUI that no device has been given: its first byte says that it was made up on the spot (U/L bit). */
function madeUpDevice(): string {
  return `02${randomBytes(7).toString("hex")}`;
}

function whatNext(out: string): string {
  return [
    "",
    "What to do next:",
    `  1. Keep ${join(out, "root.key")} elsewhere: it is needed for another intermediate alone.`,
    "  2. The broker gets broker.crt, broker.key and root.crt; devices and backends trust root.crt.",
    `  3. Sign what a device's shell prints: wirebook certs sign DEVICE.csr --ca ${out}`,
    "",
  ].join("\n");
}
