import { defaultLimits } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { type HostileCase, payloadOf } from "wirebook-test/checks/data";
import hostile from "wirebook-test/vectors/hostile.json" with { type: "json" };
import appendixA from "wirebook-test/vectors/rfc8949-appendix-a.json" with { type: "json" };
import appendixF from "wirebook-test/vectors/rfc8949-appendix-f.json" with { type: "json" };
// The scan is internal; its tally is what bounds the work, and only this test looks at it.
import { scan } from "../src/cbor/scan.ts";
import { reportHere, reportInBrowserBundle, reportWithoutAddOn } from "./checks/runs.ts";

const here = reportHere();
const withoutAddOn = await reportWithoutAddOn();
const inBrowser = await reportInBrowserBundle();

const runs = [
  ["here", here],
  ["without the native add-on", withoutAddOn.report],
  ["in a browser bundle without Buffer", inBrowser],
] as const;

for (const [place, report] of runs)
  describe(place, () => {
    describe("an item of Appendix A has its value, its bytes and its notation", () => {
      test.each(appendixA.items)("$hex is $diagnostic", ({ hex }) => {
        expect(report.appendixA[hex]).toEqual([]);
      });
    });

    describe("an item of Appendix F.1 is not well-formed", () => {
      test.each(appendixF.items)("$hex: $group", ({ hex }) => {
        expect(report.appendixF[hex]).toEqual([]);
      });
    });

    describe("a hostile payload ends as it must, at a place in the payload", () => {
      test.each(hostile.cases)("$category: $id, $expect", ({ id }) => {
        expect(report.hostile[id]).toEqual([]);
      });
    });

    test("no payload changes the outcome of the next", () => {
      expect(report.unsteady).toEqual([]);
      expect(Object.keys(report.outcomes)).toHaveLength(
        appendixA.items.length + appendixF.items.length + hostile.cases.length,
      );
    });

    test("every payload ends as it does here", () => {
      expect(report.outcomes).toEqual(here.outcomes);
    });
  });

test("the process without the add-on has none", () => {
  expect(withoutAddOn.native).toBe(false);
});

test("the files hold all 94 items of Appendix F.1", () => {
  expect(new Set(appendixF.items.map(({ hex }) => hex)).size).toBe(94);
});

describe("the scan takes at most one step for each byte", () => {
  test.each(hostile.cases as HostileCase[])("$id", (item) => {
    const payload = payloadOf(item);
    const tally = { items: 0, steps: 0 };
    try {
      scan(payload, { ...defaultLimits, bytes: Number.MAX_SAFE_INTEGER }, tally);
    } catch (error) {
      expect(error).toHaveProperty("code", expect.stringMatching(/^(?:not-well-formed|limit)$/));
    }
    // One more than there are bytes: the step that finds the payload ended.
    expect(tally.steps).toBeLessThanOrEqual(payload.length + 1);
    expect(tally.items).toBeLessThanOrEqual(tally.steps);
    expect(tally.steps).toBeGreaterThan(0);
  });
});
