import { type CodecErrorCode, type Message, Type } from "@wirebook/codec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, type HostileCase, payloadOf, toHex } from "wirebook-test/checks/data";
import { define, engines, type Side } from "wirebook-test/checks/engines";
import { seed } from "wirebook-test/checks/seed";
import hostile from "wirebook-test/vectors/hostile.json" with { type: "json" };
import appendixA from "wirebook-test/vectors/rfc8949-appendix-a.json" with { type: "json" };
import appendixF from "wirebook-test/vectors/rfc8949-appendix-f.json" with { type: "json" };
import { askOracle, type Opinion, type OracleReading } from "./checks/oracle.ts";
import { payloads } from "./checks/payloads.ts";

const GENERATED = 6_000;

/** `another error` is one that is no `CodecError`: never right. */
type Verdict = CodecErrorCode | "accepted" | "another error";
const verdicts: readonly Verdict[] = [
  "accepted",
  "not-well-formed",
  "limit",
  "invalid",
  "unexpected",
  "another error",
];

/**
 * What the codec may say where the oracle reads so. Each rule is a line of the design: a break of the bytes outweighs bad
 * UTF-8 wherever it stands (cbor2 stops at the first of the two), limits are ours alone, and what JSON cannot hold is
 * accepted as valid CBOR, of which `transcode` alone says that it is invalid.
 */
const agreed: Record<OracleReading, readonly Verdict[]> = {
  broken: ["not-well-formed"],
  "bad UTF-8": ["invalid", "not-well-formed", "limit"],
  "keys clash": ["invalid", "limit"],
  "no JSON form": ["accepted", "limit"],
  valid: ["accepted", "limit"],
};

const anything = (engine: Side) =>
  define({ name: "test/any", title: "Anything", payload: Type.Unknown() }, { engine });

function verdictOf(any: Message, payload: Uint8Array): { verdict: Verdict; json?: string } {
  try {
    const result = any.safeDecode(payload);
    if (!result.ok) return { verdict: result.error.code };
    const json = jsonOf(any, payload);
    return { verdict: "accepted", ...(json !== undefined && { json }) };
  } catch {
    return { verdict: "another error" };
  }
}

/** The JSON text of an accepted payload; none where that is invalid. */
function jsonOf(any: Message, payload: Uint8Array): string | undefined {
  try {
    return any.transcode(payload);
  } catch (error) {
    if ((error as { code?: string }).code === "invalid") return undefined;
    throw error;
  }
}

/** A payload, and what the oracle thinks of it, which is asked once for all engines. */
interface Judged {
  readonly payload: Uint8Array;
  readonly opinion: Opinion;
}

const judged = (payload: Uint8Array): Judged => ({ payload, opinion: askOracle(payload) });

const vectors = [
  ...[...appendixA.items, ...appendixF.items].map(({ hex }) => fromHex(hex)),
  ...(hostile.cases as HostileCase[]).map(payloadOf),
].map(judged);

const generated = fc.sample(payloads, { seed, numRuns: GENERATED }).map(judged);

/** Too deep for cbor2 means broken to it; where the codec says `limit` first, the two were asked different things. */
function compare(any: Message, { payload, opinion }: Judged) {
  const { verdict, json } = verdictOf(any, payload);
  const tooDeepForBoth =
    opinion.reading === "broken" && /depth|stack/i.test(opinion.because) && verdict === "limit";
  const agrees = tooDeepForBoth || agreed[opinion.reading].includes(verdict);
  const theirs = opinion.reading === "valid" ? JSON.stringify(opinion.json) : undefined;
  const sameJson = verdict !== "accepted" || json === theirs;
  return { payload, opinion, verdict, agrees: agrees && sameJson };
}

type Comparison = ReturnType<typeof compare>;

function table(comparisons: readonly Comparison[]): string {
  const readings = Object.keys(agreed) as OracleReading[];
  const rows = readings.map((reading) => {
    const of = comparisons.filter(({ opinion }) => opinion.reading === reading);
    const cells = verdicts.map((verdict) =>
      String(of.filter((one) => one.verdict === verdict).length).padStart(16),
    );
    return `${reading.padEnd(14)}${cells.join("")}${String(of.filter(({ agrees }) => !agrees).length).padStart(10)}`;
  });
  const heading = verdicts.map((verdict) => verdict.padStart(16)).join("");
  return [`${"cbor2 ↓ us →".padEnd(14)}${heading}${"differ".padStart(10)}`, ...rows].join("\n");
}

const differences = (comparisons: readonly Comparison[]) =>
  comparisons
    .filter(({ agrees }) => !agrees)
    .slice(0, 5)
    .map(
      ({ payload, opinion, verdict }) =>
        `${toHex(payload.subarray(0, 64))}: ${verdict}, ${JSON.stringify(opinion)}`,
    );

describe.each(engines)("the %s engine", (engine) => {
  const any = anything(engine);

  test("agrees with cbor2 on every vector", () => {
    const compared = vectors.map((one) => compare(any, one));
    console.log(`vectors, ${engine} engine\n${table(compared)}`);
    expect(differences(compared)).toEqual([]);
  });

  test(`agrees with cbor2 on ${GENERATED} generated payloads, right and damaged`, () => {
    const compared = generated.map((one) => compare(any, one));
    console.log(`generated, ${engine} engine, SEED=${seed}\n${table(compared)}`);
    expect(differences(compared)).toEqual([]);
    // A comparison is worth something only where each reading comes up.
    for (const reading of Object.keys(agreed)) {
      const count = compared.filter(({ opinion }) => opinion.reading === reading).length;
      expect(count, reading).toBeGreaterThan(GENERATED / 200);
    }
  });
});
