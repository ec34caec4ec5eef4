import { join } from "node:path";
import { inOptions, lifetimeOf } from "../../input/certificates.ts";
import { print } from "../../output/print.ts";

/** What `certs device` may be told. */
export interface CertsDeviceOptions {
  readonly out: string;
  readonly subject: string;
  readonly rsa?: boolean;
  readonly days?: number;
  readonly expiry?: boolean;
}

/** Makes what a device's shell makes: a key, a signing request, and a certificate that it signs itself. */
export async function certsDevice(given: string, options: CertsDeviceOptions): Promise<void> {
  const { out, subject, rsa = false } = options;
  const days = lifetimeOf(options);
  const { formatChain, formatKey, makeDevice, readDevEui, writeNewFiles } = await import(
    "@wirebook/certificates"
  );
  const written = await inOptions(async () => {
    const devEui = readDevEui(given);
    const { key, request, certificate } = await makeDevice({
      devEui,
      subject,
      keyKind: rsa ? "rsa" : "ec",
      ...(days === undefined ? {} : { days }),
    });
    const files = [
      { name: `${devEui}.key`, text: formatKey(key), secret: true },
      { name: `${devEui}.csr`, text: request, secret: false },
      { name: `${devEui}.self-signed.crt`, text: formatChain([certificate]), secret: false },
    ];
    writeNewFiles(out, files);
    return files.map(({ name }) => join(out, name));
  });
  for (const path of written) await print(`${path}\n`, `The files were written all the same, to ${out}.`);
}
