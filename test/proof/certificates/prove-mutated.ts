import { CertificateError, createAuthority, makeDevice, signRequest } from "@wirebook/certificates";
import { chance, mutate } from "../../support/mutate-der.ts";
import { count } from "../run/figures.ts";
import type { Judge } from "../run/judge.ts";
import type { CertificatesSettings } from "./settings.ts";

const DEV_EUI = "70b3d5e05001c6f3";

/** Changed requests end in an error of ours with a reason; none is signed, and none ends the process. */
export async function proveMutated({ requests, seed }: CertificatesSettings, judge: Judge): Promise<void> {
  console.log(`mutated: ${count(requests)} changed requests of each kind of key`);
  const authority = await createAuthority({ name: "Proof" });
  for (const keyKind of ["ec", "rsa"] as const) {
    const { request } = await makeDevice({ devEui: DEV_EUI, keyKind });
    const good = Buffer.from(request.replace(/-----.*-----|\s/g, ""), "base64");
    const next = chance(seed);
    const outcomes = new Map<string, number>();
    const failures: string[] = [];
    for (let n = 0; n < requests; n++) {
      const changed = mutate(good, next);
      const found = await signRequest(authority, changed).then(
        () => "signed",
        (error: unknown) => (error instanceof CertificateError ? error.code : `not ours: ${String(error)}`),
      );
      outcomes.set(found, (outcomes.get(found) ?? 0) + 1);
      if (found === "signed" || found.startsWith("not ours"))
        failures.push(`${found}: ${changed.toString("hex")}`);
    }
    const words = [...outcomes].map(([code, times]) => `${code} ${count(times)}`).join(", ");
    judge.claim(failures.length === 0, `${keyKind}: ${words}`);
    judge.fail(failures);
  }
}
