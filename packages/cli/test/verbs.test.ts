import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, test } from "vitest";
import { bin, fixtures, run, wirebook } from "./support/run.ts";

const own = ["--messages", fixtures];
const probe = "a2616e016b74656d7065726174757265f94d60";
const folder = mkdtempSync(join(tmpdir(), "wirebook-"));
const put = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const bytes = Buffer.from(probe, "hex");
const probeJson = { n: 1, temperature: 21.5 };

describe("a payload is read from", () => {
  const cases: [string, string[], (string | Uint8Array)?][] = [
    ["hex", [probe]],
    ["upper-case hex", [probe.toUpperCase()]],
    ["hex with spaces and line breaks", [`a2 61 6e 01\n${probe.slice(8)}`]],
    ["hex with 0x", [`0x${probe}`]],
    ["hex in several words", ["0xa2", "0x61", "6e", "01", probe.slice(8)]],
    ["base64", [bytes.toString("base64")]],
    ["a file of bytes", [put("probe.cbor", bytes)]],
    ["a file of hex", [put("probe.hex", `${probe}\n`)]],
    ["a file of base64", [put("probe.b64", `${bytes.toString("base64")}\n`)]],
    ["standard input as hex", ["-"], probe],
    ["standard input as base64", ["-"], bytes.toString("base64")],
    ["standard input as bytes", ["-"], bytes],
    ["standard input without a word", [], bytes],
  ];
  test.each(cases)("%s", async (_, words, input) => {
    const { code, out, err } = await wirebook(
      ["decode", "-m", "up/probe", ...own, ...words],
      input === undefined ? {} : { input },
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toEqual(probeJson);
  });
});

describe("each verb", () => {
  const cases: [string, string[], string | RegExp][] = [
    [
      "list",
      ["list", ...own],
      "name        title    direction  draft\nup/probe    Probe    up\nup/secrets  Secrets  up         draft\n",
    ],
    ["list of the package's own", ["list"], /^up\/data +Metering data +up/m],
    ["decode without a schema", ["decode", "a1614101", "-c"], '{"A":1}\n'],
    [
      "decode by topic",
      ["decode", "-t", "LOB/70b3d5e050020901/up/probe", ...own, "-c", probe],
      '{"n":1,"temperature":21.5}\n',
    ],
    ["encode without a schema", ["encode", '{"a":[1,2.5]}'], "a161618201f94100\n"],
    ["encode", ["encode", "-m", "up/probe", ...own, JSON.stringify(probeJson)], `${probe}\n`],
    [
      "encode --base64",
      ["encode", "--base64", "-m", "up/probe", ...own, JSON.stringify(probeJson)],
      `${bytes.toString("base64")}\n`,
    ],
    [
      "encode from a file",
      ["encode", "-m", "up/probe", ...own, put("probe.json", JSON.stringify(probeJson))],
      `${probe}\n`,
    ],
    [
      "schema",
      ["schema", "up/probe", ...own],
      /"\$schema": "https:\/\/json-schema.org\/draft\/2020-12\/schema"/,
    ],
    [
      "inspect",
      ["inspect", "-m", "up/probe", ...own, probe],
      /^ +16 {2}f9 4d 60 +21\.5 +\/temperature {2}Cel$/m,
    ],
    ["help", ["--help"], /Examples:/],
    ["help of a verb", ["decode", "--help"], /mosquitto_sub/],
    ["version", ["--version"], /^\d+\.\d+\.\d+\n$/],
  ];
  test.each(cases)("%s", async (_, parameters, expected) => {
    const { code, out, err } = await wirebook(parameters);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    if (typeof expected === "string") expect(out).toBe(expected);
    else expect(out).toMatch(expected);
  });

  it("encode --raw writes the bytes themselves", async () => {
    const command = `"${process.execPath}" "${bin}" encode --raw '[1,"ä"]' | od -An -tx1`;
    expect((await run("sh", ["-c", command])).out.trim()).toBe("82 01 62 c3 a4");
  });
});

describe("the README's example", () => {
  it("prints what the README says", async () => {
    const readme = await readFile(fileURLToPath(new URL("../README.md", import.meta.url)), "utf8");
    const [, line = "", shown] = /^\$ wirebook (.*)\n([^`]*)```/m.exec(readme) ?? [];
    expect((await wirebook(line.split(" "))).out).toBe(shown);
  });
});

describe("exit codes", () => {
  const cases: [number, string, string[], RegExp][] = [
    [
      1,
      "decode of a payload that ends too early",
      ["decode", "a1"],
      /not-well-formed at byte 1: .*\n.*taken for hex: 1 byte\b[\s\S]*wirebook inspect/,
    ],
    [
      1,
      "decode of what looks like base64",
      ["decode", "nope"],
      /taken for base64: 3 bytes \(there is no file of that name\)/,
    ],
    [
      1,
      "decode of what the schema does not expect",
      ["decode", "-m", "up/probe", ...own, "a0"],
      /unexpected at byte 0: expected the member "n"/,
    ],
    [1, "inspect of a bad payload", ["inspect", "a1"], /not-well-formed at byte 1/],
    [
      1,
      "encode of what does not fit",
      ["encode", "-m", "up/probe", ...own, "{}"],
      /wirebook schema up\/probe/,
    ],
    [
      1,
      "encode of broken JSON",
      ["encode", '{"a": 1,\n "b" 2}'],
      /expected JSON, found something else at line 2, column 6/,
    ],
    [2, "no command", [], /Usage: wirebook/],
    [2, "an unknown command", ["explain"], /unknown command 'explain'/],
    [2, "an unknown option", ["decode", "--force", "a0"], /unknown option '--force'/],
    [2, "a missing argument", ["schema"], /missing required argument 'name'/],
    [2, "an unknown message type", ["decode", "-m", "up/prob", ...own, "a0"], /Did you mean up\/probe\?/],
    [
      2,
      "an unknown topic",
      ["decode", "-t", "LOB/1/up/nothing", ...own, "a0"],
      /there is no message type up\/nothing/,
    ],
    [
      2,
      "both --topic and --message",
      ["decode", "-t", "a/up/probe", "-m", "up/probe", "a0"],
      /cannot be used with/,
    ],
    [2, "both --base64 and --raw", ["encode", "--base64", "--raw", "1"], /cannot be used with/],
    [
      2,
      "a payload that is nothing",
      ["decode", "a1f"],
      /odd number of hex digits[\s\S]*no file of that name/,
    ],
    [2, "a module that is not there", ["list", "--messages", "./nowhere.js"], /nowhere\.js: no such file/],
    [
      2,
      "a package that is not there",
      ["list", "--messages", "no-such-package-here"],
      /there is no such package/,
    ],
    [
      2,
      "a module without messages",
      ["list", "--messages", "commander"],
      /expected message types, found none/,
    ],
    [2, "a folder as a module", ["list", "--messages", `${folder}/`], /expected a module, found a folder/],
    [
      2,
      "a module that throws",
      ["list", "--messages", put("throws.mjs", 'throw new TypeError("oops")')],
      /cannot be loaded: oops/,
    ],
    [2, "--rejects without --lines", ["decode", "--rejects", "x", "a0"], /--rejects goes with --lines/],
    [2, "a capture that is not there", ["decode", "--lines", "nowhere.tsv"], /nowhere\.tsv: no such file/],
    [2, "a bad name for a new type", ["new", "Up/Data"], /expected a name of the form direction\/type/],
  ];
  test.each(cases)("%i: %s", async (expected, _, parameters, said) => {
    const { code, err } = await wirebook(parameters);
    expect(err).toMatch(said);
    expect(code).toBe(expected);
    expect(err).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });
});

describe("the first fault", () => {
  it("has a caret under its first byte", async () => {
    const { out } = await wirebook([
      "inspect",
      "-m",
      "up/probe",
      ...own,
      "a2616e616b6b74656d7065726174757265f94d60",
    ]);
    const lines = out.split("\n");
    const at = lines.findIndex((line) => line.includes("^^"));
    expect(lines[at]?.indexOf("^^")).toBe(lines[at - 1]?.search(/(?<=^ +\d+ {2})[0-9a-f]{2}/));
    expect(lines[at]).toMatch(/\^\^ .* at byte \d+/);
  });

  it("at the end of a payload is pointed at behind the last byte", async () => {
    const { out } = await wirebook(["inspect", "8201"]);
    expect(out).toMatch(/^ +2 .*end of the payload\n +\^\^ not-well-formed at byte 2/m);
  });
});

describe("a module with a copy of the codec of its own", () => {
  const home = mkdtempSync(join(tmpdir(), "wirebook-copy-"));
  const codec = fileURLToPath(new URL("../../codec/", import.meta.url));
  const modules = join(home, "node_modules");
  mkdirSync(join(modules, "@wirebook"), { recursive: true });
  cpSync(join(codec, "dist"), join(modules, "@wirebook/codec/dist"), { recursive: true });
  cpSync(join(codec, "package.json"), join(modules, "@wirebook/codec/package.json"));
  for (const dependency of [
    "ajv",
    "cbor-x",
    "fast-deep-equal",
    "fast-uri",
    "json-schema-traverse",
    "typebox",
  ]) {
    symlinkSync(
      fileURLToPath(new URL(`../../../node_modules/${dependency}`, import.meta.url)),
      join(modules, dependency),
    );
  }
  cpSync(fixtures, join(home, "messages.mjs"));

  test.each(["inspect", "decode"])("%s takes its errors for what they are", async (verb) => {
    const { code, err } = await wirebook([
      verb,
      "--messages",
      join(home, "messages.mjs"),
      "-m",
      "up/probe",
      "a0",
    ]);
    expect(err).toContain("unexpected at byte 0");
    expect(code).toBe(1);
  });
});

describe("colours", () => {
  const coloured = "\u001b[";
  const cases: [string, Record<string, string>, boolean][] = [
    ["are off when piped", {}, false],
    ["are on with FORCE_COLOR", { FORCE_COLOR: "1" }, true],
    ["are off with FORCE_COLOR=0", { FORCE_COLOR: "0" }, false],
    ["are off with NO_COLOR, FORCE_COLOR or not", { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ];
  test.each(cases)("%s", async (_, env, expected) => {
    const good = await wirebook(["list", ...own], { env });
    const bad = await wirebook(["decode", "a1"], { env });
    expect(good.out.includes(coloured)).toBe(expected);
    expect(bad.err.includes(coloured)).toBe(expected);
  });

  it("change nothing but the colours", async () => {
    const parameters = ["inspect", "-m", "up/probe", ...own, "a2616e016b74656d7065726174757265f94d"];
    const [plain, painted] = await Promise.all([
      wirebook(parameters),
      wirebook(parameters, { env: { FORCE_COLOR: "1" } }),
    ]);
    expect(painted.out.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g"), "")).toBe(plain.out);
  });
});

describe("a terminal", () => {
  it("is not steered by a payload", async () => {
    const hex = Buffer.from("a1617866e29d9bc29b411b", "hex"); // a text with U+009B and an escape character
    for (const verb of ["inspect", "decode"]) {
      const { out, err } = await wirebook([verb, hex.toString("hex")]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });
});

describe("a full disk behind standard output is told in one sentence", () => {
  const full = (line: string) =>
    run("/bin/sh", ["-c", `"${process.execPath}" "${bin}" ${line} > /dev/full`], { cwd: folder });
  const device = "70b3d5e050020901";
  const cases: [string, string, RegExp?][] = [
    ["a list", "list"],
    ["a help text", "list --help"],
    ["a help text of all", "--help"],
    ["a payload", `decode -m up/probe --messages "${fixtures}" ${probe}`],
    ["an access list", `acl --backend backend ${device}`],
    ["a completion", "completion bash"],
    [
      "a folder of certificates, which is there all the same",
      "certs init --out full-ca",
      /The certificates and keys were written all the same, to full-ca\./,
    ],
    [
      "a device's files, which are there all the same",
      `certs device ${device} --out full-device`,
      /The files were written all the same, to full-device\./,
    ],
    [
      "a broker's files, which are there all the same",
      `mosquitto --tls certificate --authentication cn --backend backend --out full-broker ${device}`,
      /The files were written all the same, to full-broker\./,
    ],
  ];
  test.each(cases)("%s", async (_, line, done) => {
    const { code, err } = await full(line);
    expect(err).toMatch(/^wirebook: standard output cannot be written \(ENOSPC\)$/m);
    expect(err).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
    if (done === undefined) expect(err.trim().split("\n")).toHaveLength(1);
    else expect(err).toMatch(done);
  });
});
