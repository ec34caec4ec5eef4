/** Bytes and JSON as people have them: from a debugger, a log, a source file, a colleague. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { wirebook } from "./support/run.ts";

const compact = async (...words: string[]) => {
  const { code, out, err } = await wirebook(["decode", "-c", ...words]);
  return { code, out, err };
};

describe("hex is read", () => {
  test.each([
    ["with colons", "a1:61:61:01"],
    ["with dashes, upper case", "A1-61-61-01"],
    ["with 0x and commas", "0xa1, 0x61, 0x61, 0x01"],
    ["with 0x and one digit", "0xa1 0x61 0x61 0x1"],
    ["as escapes", String.raw`\xa1\x61\x61\x01`],
    ["as escapes in quotes", String.raw`b"\xa1\x61\x61\x01"`],
    ["in diagnostic notation", "h'a1616101'"],
    ["in quotes", '"a1616101"'],
    ["as a C array", "static const uint8_t payload[4] = {\n  0xa1, 0x61, /* a */\n  0x61, 0x01,\n};"],
    ["as a list", "[0xa1, 0x61, 0x61, 0x01]"],
    ["as Node prints a Buffer", "<Buffer a1 61 61 01>"],
    ["as decimal numbers", "[161, 97, 97, 1]"],
    ["as a C array of decimal numbers", "uint8_t p[] = {161, 97, 97, 1};"],
    ["as a list of pairs", "[a1, 61, 61, 01]"],
    ["behind a byte order mark", "\ufeffa1616101"],
  ])("%s", async (_, payload) => {
    expect(await compact(payload)).toEqual({ code: 0, out: '{"a":1}\n', err: "" });
  });

  test("in a file that holds a C array", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "wirebook-c-")), "payload.h");
    writeFileSync(file, "const uint8_t payload[] = { 0xa1, 0x61, 0x61, 0x01 };\n");
    expect(await compact(file)).toEqual({ code: 0, out: '{"a":1}\n', err: "" });
  });

  test.each([
    ["hex", "\ufeffa1616101\n", ["decode", "-c"]],
    ["base64", "\ufeffoWFhAQ==\n", ["decode", "-c"]],
    ["JSON", '\ufeff{"a":1}\n', ["encode"]],
  ])("as %s in a file that begins with a byte order mark", async (_, text, words) => {
    const file = join(mkdtempSync(join(tmpdir(), "wirebook-bom-")), "payload.txt");
    writeFileSync(file, text);
    const out = words[0] === "encode" ? "a1616101\n" : '{"a":1}\n';
    expect(await wirebook([...words, file])).toMatchObject({ code: 0, out });
  });

  test("as JSON behind a byte order mark", async () => {
    expect(await wirebook(["encode", '\ufeff{"a":1}'])).toMatchObject({ code: 0, out: "a1616101\n" });
  });

  test("a mark alone is a payload of three bytes", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "wirebook-bom-")), "payload.bin");
    writeFileSync(file, Uint8Array.of(0xef, 0xbb, 0xbf));
    expect((await wirebook(["decode", file])).err).toMatch(/binary/);
  });

  test.each([
    ["half a byte", "a1:6", /odd number of hex digits/],
    ["a number of more than a byte", "[161, 970]", /not hex/],
    ["other letters", "a1:6g", /character 5 is no hex digit/],
    ["text behind an escape", String.raw`b'\x81c000'`, /cannot be read/],
    ["a list of hex and decimal numbers", "{0x81, 10}", /cannot be read/],
    ["a list of binary numbers", "[0b00011000, 0b00011000]", /cannot be read/],
  ])("and not %s", async (_, payload, said) => {
    const { code, out, err } = await compact(payload);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(said);
  });
});

describe("base64 is read", () => {
  test.each([
    ["padded", "omFhAWFi9Q=="],
    ["unpadded", "omFhAWFi9Q"],
    ["broken into lines", "omFhAW\nFi9Q==\n"],
  ])("%s", async (_, payload) => {
    expect(await compact(payload)).toEqual({ code: 0, out: '{"a":1,"b":true}\n', err: "" });
  });

  test("in the alphabet for addresses", async () => {
    expect((await compact("gvv_8AAAAAAAAPs_8AAAAAAAAA")).out).toBe("");
    expect((await wirebook(["diagnose", "gvs_8AAAAAAAAPs_8AAAAAAAAA"])).out).toBe("[1.0, 1.0]\n");
  });

  test("and not two words, or a folder", async () => {
    expect((await compact("hello world")).err).toMatch(/cannot be read/);
    const folder = join(mkdtempSync(join(tmpdir(), "wirebook-folder-")), "srcs");
    mkdirSync(folder);
    const { code, err } = await wirebook(["decode", "srcs"], { cwd: join(folder, "..") });
    expect(code).toBe(2);
    expect(err).toMatch(/srcs: expected a file, found a folder/);
  });
});

describe("JSON is refused where not all of it would be kept", () => {
  test.each([
    [
      "an integer that a number rounds",
      '{"a":12345678901234567890}',
      /keeps at line 1, column 6[\s\S]*as a string/,
    ],
    ["a negative one", "[-9007199254740993]", /keeps at line 1, column 2/],
    ["a number beyond all", "[1e400]", /keeps at line 1, column 2/],
    [
      "a member that is there twice",
      '{"a":1,\n"a":2}',
      /expected each member once, found one twice at line 2, column 1/,
    ],
    ["one that is spelled in another way", String.raw`{"a":1,"\u0061":2}`, /found one twice/],
    ["one further in", '[{"b":{"a":1,"a":1}}]', /found one twice at line 1, column 14/],
    ["a comment", "[1] // one", /expected JSON, found something else at line 1, column 5/],
  ])("%s", async (_, json, said) => {
    const { code, out, err } = await wirebook(["encode", json]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(said);
  });

  test.each([
    ["the same name in two objects", '[{"a":1},{"a":1}]', "82a1616101a1616101"],
    ["the largest integer that is kept", "[9007199254740991]", "811b001fffffffffffff"],
    ["a fraction, which is rounded as everywhere", "[0.1]", "81fb3fb999999999999a"],
  ])("and not for %s", async (_, json, hex) => {
    expect(await wirebook(["encode", json])).toEqual({ code: 0, out: `${hex}\n`, err: "" });
  });

  test("nested beyond all measure, it is refused, too", async () => {
    const { code, err } = await wirebook(["encode", "-"], { input: "[".repeat(200_000) });
    expect(code).toBe(1);
    expect(err).not.toMatch(/fault of wirebook/);
  });
});

describe("a sequence (RFC 8742)", () => {
  test("is decoded, a line for each item", async () => {
    expect(await wirebook(["decode", "--sequence", "01820102"])).toEqual({
      code: 0,
      out: "1\n[1,2]\n",
      err: "",
    });
  });

  test("is encoded from a list", async () => {
    expect((await wirebook(["encode", "--sequence", "[1,[1,2]]"])).out).toBe("01820102\n");
    expect((await wirebook(["encode", "--sequence", "1"])).err).toMatch(/expected a list of values/);
  });

  test("shows what is in front of a fault, and where that is", async () => {
    const { code, out, err } = await wirebook(["decode", "--sequence", "0182"]);
    expect({ code, out }).toEqual({ code: 1, out: "1\n" });
    expect(err).toMatch(/not-well-formed at byte 2/);
  });

  test("is inspected item by item", async () => {
    const { out } = await wirebook(["inspect", "--sequence", "01820102"]);
    expect(out).toMatch(/^item at byte 0 of 4$[\s\S]*^item at byte 1 of 4$[\s\S]*^3 items, no fault$/m);
  });

  test("tells the same place whichever command reads it, and how to look at it", async () => {
    const log = ["--sequence", "-m", "down/reboot", "a16171667265626f6f74a1617101"];
    const place = /unexpected at byte 13, \/q: /;
    const decoded = await wirebook(["decode", ...log]);
    expect(decoded.err).toMatch(place);
    expect(decoded.err).toContain("wirebook inspect --message down/reboot --sequence …");
    const inspected = await wirebook(["inspect", ...log]);
    expect(inspected.err).toMatch(place);
    expect(inspected.out).toMatch(/^ +13 {2}01 .*\n +\^\^ unexpected at byte 13, /m);
  });

  test("is written in diagnostic notation", async () => {
    const written = async (...words: string[]) =>
      wirebook(["encode", "--sequence", "--diagnostic", ...words]);
    expect((await written("[1, h'a1', [2]]")).out).toBe("0141a18102\n");
    expect((await written("[_ 1, 2]")).out).toBe("0102\n");
    expect((await written("{1: 2}")).err).toMatch(/expected an array in diagnostic notation/);
    const reboots = await written("-m", "down/reboot", '[{"q": "reboot"}, {"q": 1}]');
    expect({ code: reboots.code, err: reboots.err }).toEqual({
      code: 1,
      err: expect.stringMatching(/unexpected at byte 13, \/q: /),
    });
  });

  test("that cannot be written tells which value is at fault", async () => {
    const { code, err } = await wirebook([
      "encode",
      "--sequence",
      "-m",
      "down/reboot",
      '[{"q":"reboot"},{"q":1}]',
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/unexpected at \/1\/q: /);
  });
});

describe("encode --diagnostic", () => {
  test("writes what diagnostic notation says", async () => {
    const { out, err } = await wirebook([
      "encode",
      "--diagnostic",
      "{1: h'a1 61', 2: 1(1363896240), 3: NaN}",
    ]);
    expect({ out, err }).toEqual({ out: "a30142a16102c11a514b67b003f97e00\n", err: "" });
    expect((await wirebook(["diagnose", out.trim()])).out).toBe("{1: h'a161', 2: 1(1363896240), 3: NaN}\n");
  });

  test("holds it to a message type", async () => {
    const reboot = ["encode", "--diagnostic", "-m", "down/reboot"];
    expect((await wirebook([...reboot, '{"q": "reboot"}'])).out).toBe("a16171667265626f6f74\n");
    const { code, err } = await wirebook([...reboot, '{"q": 1}']);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/unexpected at byte 3, \/q/) });
  });

  test("says where it is something else", async () => {
    const { code, err } = await wirebook(["encode", "--diagnostic", "-"], { input: "[1,\n 2" });
    expect(code).toBe(1);
    expect(err).toMatch(/standard input: diagnostic notation, line 2, column 3: expected a comma or \]/);
  });
});

describe("diagnose", () => {
  test("shows what no JSON holds", async () => {
    const { out } = await wirebook(["diagnose", "84c11a514b67b0f7f97e00a1820102f0"]);
    expect(out).toBe("[1(1363896240), undefined, NaN, {[1, 2]: simple(16)}]\n");
  });

  test("shows a sequence, a line for each item", async () => {
    expect((await wirebook(["diagnose", "--sequence", "01c100"])).out).toBe("1\n1(0)\n");
  });
});

test("a capture may have a space behind its topics, as mosquitto_sub -v writes", async () => {
  const topic = "LOB/70b3d5e050020901/down/reboot";
  const input = `${topic} a16171667265626f6f74\n${topic}  a1 61 71 66 7265626f6f74\n`;
  const { code, out } = await wirebook(["decode", "--lines", "-"], { input });
  expect(code).toBe(0);
  const line = (number: number) => ({ line: number, topic, message: "down/reboot", json: { q: "reboot" } });
  expect(
    out
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text)),
  ).toEqual([line(1), line(2)]);
});
