import { describe, expect, test } from "vitest";
import { expectClosings, oneByOne, together } from "./closings.ts";
import { fixtureSite, gate, type Run } from "./site.ts";

expectClosings("faster", oneByOne);
expectClosings("webpack", oneByOne);

describe("prove", () => {
  const prove = (env: Record<string, string>): Promise<Run> =>
    gate(["prove", "--rewrites", "1", "--seed", "4", "--locale", "fr"], fixtureSite("closings-prove"), env);

  // What the closings are about, public sources themselves say: it names a draft, which for that keeps its address, in
  // words that are not the draft's. No rewriting changes it, and the scan is there to find it.
  test.each(together)("leaves $open to the scan", async ({ open, parts = "" }) => {
    const { code, output } = await prove({ FIXTURE_OPEN: open.join(), FIXTURE_PARTS: parts });
    expect(output).toMatch(/ 0 differences/);
    expect(code, output).toBe(0);
  });

  test("finds what no scan can: how much there is of drafts, without a word of any", async () => {
    const { code, output } = await prove({ FIXTURE_PARTS: "amount" });
    expect(output).toMatch(/amount\.txt {2}from byte \d/);
    expect(code, output).toBe(3);
    const built = await gate(["build", "--locale", "fr"], fixtureSite("closings-prove"), {
      FIXTURE_PARTS: "amount",
    });
    expect(built.output).toMatch(/ 0 hits/);
    expect(built.code).toBe(0);
  });
});
