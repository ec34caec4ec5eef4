import { join } from "node:path";
import {
  CertificateError,
  inspectCertificates,
  makeDevice,
  signRequest,
  trustSelfSigned,
} from "@wirebook/certificates";
import { describe, expect, test } from "vitest";
import { chance, mutate } from "wirebook-test/support/mutate-der";
import { devEui, initAuthority } from "./support/authority.ts";
import { testFolder } from "./support/folder.ts";

const folder = testFolder();
const { authority } = await initAuthority(join(folder, "ca"));
const MUTATED = 1000;
const derOf = (pem: string) => Buffer.from(pem.replace(/-----.*-----|\s/g, ""), "base64");

const codes = new Set(["not-well-formed", "proof-of-possession", "name", "key", "extension", "anchor"]);

/** What became of it: a code, or the words of an error that is none of ours. */
async function outcome(run: () => unknown): Promise<string> {
  try {
    await run();
    return "taken";
  } catch (error) {
    return error instanceof CertificateError ? error.code : `not ours: ${String(error)}`;
  }
}

describe.each(["ec", "rsa"] as const)("a request with a key of %s that was changed", (keyKind) => {
  test(`is refused with a reason, ${MUTATED} of them`, async () => {
    const { request } = await makeDevice({ devEui, keyKind });
    const good = derOf(request);
    const next = chance(1);
    const outcomes = new Map<string, number>();
    for (let n = 0; n < MUTATED; n++) {
      const changed = mutate(good, next);
      const found = await outcome(() => signRequest(authority, changed));
      outcomes.set(found, (outcomes.get(found) ?? 0) + 1);
    }
    expect([...outcomes.keys()].filter((found) => !codes.has(found))).toEqual([]);
    expect(outcomes.get("proof-of-possession")).toBeGreaterThan(20);
    expect(outcomes.get("not-well-formed")).toBeGreaterThan(100);
  });

  test(`as text is refused with a reason, or is the same request, ${MUTATED} of them`, async () => {
    const { request } = await makeDevice({ devEui, keyKind });
    const good = Buffer.from(request);
    const next = chance(3);
    const strange: string[] = [];
    for (let n = 0; n < MUTATED; n++) {
      const changed = Buffer.from(good);
      for (let more = next(3); more >= 0; more--) {
        const at = next(changed.length);
        changed[at] = next(2) === 0 ? next(256) : (changed[at] as number) ^ (1 << next(8));
      }
      const found = await outcome(() => signRequest(authority, changed));
      // What stands around the block, or a line end in it, is nobody's business.
      const isSame = () => derOf(changed.toString("latin1")).equals(derOf(request));
      if (!codes.has(found) && !(found === "taken" && isSame())) strange.push(found);
    }
    expect(strange).toEqual([]);
  });
});

test(`a certificate that was changed is read or refused with a reason, ${MUTATED} of them`, async () => {
  const { certificate } = await makeDevice({ devEui });
  const next = chance(4);
  const strange = new Set<string>();
  let trusted = 0;
  for (let n = 0; n < MUTATED; n++) {
    const changed = mutate(Buffer.from(certificate.raw), next);
    const [read, taken] = [
      await outcome(() => inspectCertificates(changed)),
      await outcome(() => trustSelfSigned(changed)),
    ];
    if (read !== "taken" && !codes.has(read)) strange.add(read);
    if (taken === "taken") trusted++;
    else if (!codes.has(taken)) strange.add(taken);
  }
  expect([...strange]).toEqual([]);
  // Its signature is its own: what was changed is not trusted.
  expect(trusted).toBe(0);
});

test.each([
  ["bytes that hold one another, deeply", Buffer.alloc(4000, Buffer.from("30801f", "hex"))],
  ["sequences in sequences", nested(2000)],
  ["a length of gigabytes", Buffer.from("3084ffffffff", "hex")],
  ["an indefinite length", Buffer.from("308002010000000000", "hex")],
  ["many beginnings and no end", Buffer.from("-----BEGIN CERTIFICATE REQUEST-----\n".repeat(1800))],
  ["an attribute of a million values", Buffer.from(`30820fff${"3100".repeat(2047)}`, "hex")],
])("%s are refused at once", async (_, bytes) => {
  const begin = process.cpuUsage();
  expect(await outcome(() => signRequest(authority, bytes))).toBe("not-well-formed");
  const { user, system } = process.cpuUsage(begin);
  expect((user + system) / 1000).toBeLessThan(1000);
});

/** Sequences, one in the other. */
function nested(levels: number): Buffer {
  let inside = Buffer.alloc(0);
  for (let level = 0; level < levels; level++) {
    const { length } = inside;
    const head =
      length < 0x80
        ? [0x30, length]
        : length < 0x100
          ? [0x30, 0x81, length]
          : [0x30, 0x82, length >> 8, length & 255];
    inside = Buffer.concat([Buffer.from(head), inside]);
  }
  return inside;
}
