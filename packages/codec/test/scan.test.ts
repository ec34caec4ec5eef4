import { defaultLimits } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { fromHex, type HostileCase, payloadOf } from "wirebook-test/checks/data";
import hostile from "wirebook-test/vectors/hostile.json" with { type: "json" };
import appendixA from "wirebook-test/vectors/rfc8949-appendix-a.json" with { type: "json" };
// Scan and skip are internal: what they promise each other is seen here, and nowhere else so plainly.
import { argumentAt, headLength } from "../src/cbor/head.ts";
import { type Place, scan } from "../src/cbor/scan.ts";
import { skip } from "../src/cbor/skip.ts";

const limits = { ...defaultLimits, bytes: Number.MAX_SAFE_INTEGER };

/** Rows and nests that a scan passes in one step, in all kinds of containers. */
const rows = [
  "9f01020304ff",
  "9f0102820304058080a0a0ff",
  "bf01020304616105ff",
  "bf600040002000ff",
  "84010203818182c1a1018000",
  "a2009f80808001ff019f01bf0102616103ff02ff",
  "9f5f41014102ff7f61616162ff00ff",
  "8301827f6161ff02a1019f0102ff",
  "83820001c100a1616102",
  "8382186401a16161820203c24101",
  `9828${"00".repeat(40)}`,
  `9828${"80".repeat(33)}01${"80".repeat(6)}`,
  `9f${"f6".repeat(45)}ff`,
  `82982a${"6161".repeat(41)}81009f${"20".repeat(70)}ff`,
  `b818${"0001".repeat(24)}`,
];
const wellFormed = [...appendixA.items.map(({ hex }) => hex), ...rows];

/** What {@link scan} says of an offset, the slow way: down from the top, item by item. */
function placeOf(payload: Uint8Array, right: number): Place | undefined {
  const starts: number[] = [];
  const rests: number[] = [];
  let at = 0;
  if (payload.length < right) return undefined;
  for (;;) {
    const initial = payload[at] as number;
    const major = initial >> 5;
    const isOpen = (initial & 31) === 31 && initial !== 0xff;
    const isContainer = (major >= 4 && major <= 6) || isOpen;
    const next = at + headLength(initial & 31);
    if (!isContainer || next >= right) return { at, starts, rests };
    starts.push(at);
    let rest = major === 6 ? 1 : isOpen ? Number.NaN : argumentAt(payload, at) * (major === 5 ? 2 : 1);
    at = next;
    while (payload[at] !== 0xff && skip(payload, at) < right) {
      at = skip(payload, at);
      rest--;
    }
    rests.push(rest);
  }
}

/** With a mark for every indefinite rest. */
function plain(place: Place | undefined) {
  return place && { ...place, rests: place.rests.map((rest) => (rest >= 0 ? rest : "indefinite")) };
}

describe("the place of every offset is what it is from the top", () => {
  test.each(wellFormed)("%s", (hex) => {
    const payload = fromHex(hex);
    for (let right = 1; right <= payload.length; right++) {
      const place = plain(scan(payload, limits, undefined, right));
      expect({ right, place }).toEqual({ right, place: plain(placeOf(payload, right)) });
    }
  });
});

/** Where a scan of a payload ends, and how. */
function outcomeOf(run: () => void): object {
  try {
    run();
    return {};
  } catch (error) {
    const { code, offset, message } = error as { code: string; offset: number; message: string };
    return { code, offset, message };
  }
}

describe("a scan in steps and one that counts each item end alike", () => {
  const payloads = [...wellFormed.map(fromHex), ...(hostile.cases as HostileCase[]).map(payloadOf)];
  const small = [limits, { ...limits, items: 3 }, { ...limits, depth: 2 }, { ...limits, items: 5, depth: 3 }];

  test("within any limits, of all vectors and of all their beginnings", () => {
    for (const payload of payloads) {
      for (const given of small) {
        for (const end of payload.length < 200 ? payload.keys() : [payload.length - 1, payload.length]) {
          const part = payload.subarray(0, end + 1);
          const counted = outcomeOf(() => scan(part, given, { items: 0, steps: 0 }));
          expect(outcomeOf(() => scan(part, given))).toEqual(counted);
        }
      }
    }
  });
});
