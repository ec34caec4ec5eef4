import { describe, expect, it, test } from "vitest";
import { fixtures, wirebook } from "./support/run.ts";

/** The gateway's own fixture of secrets: `host`, `key`, `pin`, `list` and `map` are sensitive. */
const json = {
  i: "70b3d5e050020901",
  host: "mqtts://user:hunter2@broker.example",
  key: "3q2+796tvu/erb7v3q2+7w==",
  pin: 48879,
  list: ["alpha-secret", "beta-secret"],
  map: { "gamma-secret": 51966 },
  level: 4,
};
const message = ["-m", "up/secrets", "--messages", fixtures];
const hexOf = async () => (await wirebook(["encode", ...message, JSON.stringify(json)])).out.trim();

const spaced = (hex: string) => hex.replace(/../g, "$& ").trim();
const hex = (text: string) => Buffer.from(text).toString("hex");
const secrets = [
  ...["hunter2", "alpha-secret", "beta-secret", "gamma-secret"].flatMap((text) => [
    text,
    hex(text),
    spaced(hex(text)),
  ]),
  ...["3q2+", "deadbeef", spaced("deadbeef"), "48879", "beef", "be ef", "51966", "cafe", "ca fe"],
];

function expectNone(text: string) {
  const lower = text.toLowerCase();
  for (const secret of secrets) expect(lower).not.toContain(secret.toLowerCase());
}

describe("without --reveal", () => {
  test.each(["inspect", "decode"])("%s shows no sensitive byte", async (verb) => {
    const { code, out, err } = await wirebook([verb, ...message, await hexOf()]);
    expect(code).toBe(0);
    expect(out).toContain("[hidden]");
    expectNone(out + err);
  });

  it("no cut of a payload makes inspect or decode show one", async () => {
    const whole = await hexOf();
    const step = Math.floor(whole.length / 28) * 2;
    const cuts = Array.from({ length: 13 }, (_, index) => whole.slice(0, (index + 1) * step));
    for (const verb of ["inspect", "decode"]) {
      const outcomes = await Promise.all(
        [...cuts, `${whole}00`].map((cut) => wirebook([verb, ...message, cut])),
      );
      for (const { code, out, err } of outcomes) {
        expect(code).toBe(1);
        expectNone(out + err);
      }
    }
  });

  it("no secret of another type is shown", async () => {
    const whole = await hexOf();
    const key = whole.replace("636b657950", "636b657970"); // text in place of bytes
    const pin = whole.replace("19beef", "42beef"); // bytes in place of an integer
    for (const payload of [key, pin]) {
      expect(payload).not.toBe(whole);
      for (const verb of ["inspect", "decode"]) {
        const { code, out, err } = await wirebook([verb, ...message, payload]);
        expect(code).toBe(1);
        expectNone(out + err);
      }
    }
  });

  it("no key of a map that is a secret is shown where something in it is wrong", async () => {
    const whole = await hexOf();
    const wrong = whole.replace("19cafe", "43cafe00"); // bytes in place of an integer
    expect(wrong).not.toBe(whole);
    const input = `a/up/secrets\t${wrong}\n`;
    const outcomes = await Promise.all([
      ...["inspect", "decode"].map((verb) => wirebook([verb, ...message, wrong])),
      wirebook(["decode", "--lines", "-", "--messages", fixtures], { input }),
    ]);
    for (const { code, out, err } of outcomes) {
      expect(code).toBe(1);
      expect(out + err).toMatch(/unexpected at byte \d+, \/map\/\[hidden\]: expected an integer, found byte/);
      expectNone(out + err);
    }
    // An error of the codec tells no such name to anybody; whoever asks for it sees the payload itself.
    const { out, err } = await wirebook(["inspect", ...message, "--reveal", wrong]);
    expect(out + err).toContain("gamma-secret");
  });

  it("decode --lines shows none, neither decoded nor rejected", async () => {
    const whole = await hexOf();
    const input = `a/up/secrets\t${whole}\na/up/secrets\t${whole.slice(0, -2)}\na/up/secrets\t${whole}zz\n`;
    const { code, out, err } = await wirebook(["decode", "--lines", "-", "--messages", fixtures], { input });
    expect(code).toBe(1);
    expectNone(out + err);
  });

  it("broken JSON and JSON that does not fit are not quoted", async () => {
    const broken = JSON.stringify(json).slice(0, -1);
    const unfit = JSON.stringify({ ...json, pin: "hunter2", key: "deadbeef", level: 101 });
    for (const text of [broken, `${broken}]`, unfit]) {
      const { code, out, err } = await wirebook(["encode", ...message, text]);
      expect(code).toBe(1);
      expectNone(out + err);
    }
  });
});

describe("with --reveal", () => {
  it("decode gives what was encoded", async () => {
    const { out } = await wirebook(["decode", ...message, "--reveal", await hexOf()]);
    expect(JSON.parse(out)).toEqual(json);
  });

  it("inspect shows text and bytes", async () => {
    const { out } = await wirebook(["inspect", ...message, "--reveal", await hexOf()]);
    expect(out).toContain("hunter2");
    expect(out).toContain(spaced("deadbeef"));
    expect(out).not.toContain("[hidden]");
  });
});
