import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Bytes, defineMessage, Float32, Int64, inspect, Open, Tagged, Type } from "@wirebook/codec";
import { reference } from "@wirebook/codec/reference";
import { afterAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const here = fileURLToPath(new URL("..", import.meta.url));
const definition = {
  name: "up/x",
  title: "X",
  payload: Type.Object({ n: Type.Integer({ maximum: 9 }) }),
} as const;

describe("the reference engine is handed over", () => {
  test("and is the one at work", () => {
    const message = defineMessage(definition, { engine: reference });
    expect(message.engine).toBe("reference");
    expect(message.decode(message.encode({ n: 1 }))).toEqual({ n: 1 });
    expect(() => message.encode({ n: 10 })).toThrow(/an integer of at most 9/);
  });

  test.each([
    ["its name alone", "reference"],
    ["another name", "other"],
    ["the name of small modules", "small"],
    ["a name that every object has", "__proto__"],
    ["null", null],
    ["an object", {}],
    ["all of its module", { reference }],
    ["a symbol", Symbol("reference")],
  ])("%s is refused, and told what to import", (_, engine) => {
    const define = () => defineMessage(definition, { engine } as never);
    expect(define).toThrow(TypeError);
    expect(define).toThrow(/"compiled", "interpreted", or .* from "@wirebook\/codec\/reference"/);
  });

  test("a tuple of nothing is JSON Schema to Ajv, too", () => {
    const empty = { ...definition, payload: Type.Object({ none: Type.Tuple([]) }) };
    for (const engine of ["compiled", "interpreted", reference] as const) {
      const message = defineMessage(empty, { engine });
      expect(message.decode(message.encode({ none: [] }))).toEqual({ none: [] });
      expect(() => message.decode(Uint8Array.of(0xa1, 0x64, 0x6e, 0x6f, 0x6e, 0x65, 0x81, 0x01))).toThrow(
        "unexpected at byte 6, /none: expected an array of 0",
      );
      expect(message.schema).toMatchObject({
        properties: { none: { type: "array", items: false, minItems: 0, maxItems: 0 } },
      });
    }
  });
});

describe("the reference engine writes what the others write", () => {
  const numbers = [
    0,
    -0,
    1.5,
    65504,
    65505,
    2 ** -14,
    2 ** -24,
    2 ** -25,
    1e-40,
    3.4028234663852886e38,
    1e300,
    0.1,
  ];
  const integers = [0, 23, 24, 255, 256, 65535, 65536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1];
  const all = [...numbers, ...numbers.map((one) => -one), ...integers, ...integers.map((one) => -one)];
  const payload = Open({
    numbers: Type.Array(Type.Number()),
    short: Type.Array(Float32()),
    wide: Type.Array(Int64()),
    at: Tagged(2 ** 40, Type.String({ key: -1 })),
    counts: Type.Record(Type.Integer(), Bytes()),
  });

  test("numbers of each size, tags, integer keys, open members", () => {
    const value = {
      numbers: all,
      short: all.filter((one) => Number.isFinite(Math.fround(one))),
      wide: [-(2n ** 63n), -1n, 2n ** 63n - 1n],
      at: "Zähler \u{1f4a7}",
      counts: { "-7": Uint8Array.of(1, 2), 300: new Uint8Array(70_000) },
      other: [null, true, 2n ** 64n - 1n, -(2n ** 64n), { deep: ["x"] }],
    };
    const [ours, theirs] = (["interpreted", reference] as const).map((engine) =>
      defineMessage({ name: "up/all", title: "All", payload }, { engine }).encode(value),
    );
    expect(theirs).toEqual(ours);
  });
});

describe("the whole list of faults is that of the other engines", () => {
  const payload = Type.Object({
    either: Type.Union([Type.Integer({ minimum: 5 }), Type.String({ pattern: "^[0-9]+$" })]),
    list: Type.Array(Type.Integer({ maximum: 3 }), { uniqueItems: true, maxItems: 2 }),
    tagged: Tagged(1, Type.Integer({ minimum: 1 })),
    needed: Type.Null(),
  });
  const wrong: unknown[] = [
    { either: "x", list: [1, 1, 9], tagged: 0 },
    { either: 4, list: ["a", "a", 1], tagged: "1", other: true },
    { either: null, list: {}, tagged: 1, needed: null, "\ud800": 1 },
  ];
  test.each(wrong)("%j", (value) => {
    const [ours, theirs] = (["interpreted", reference] as const).map((engine) => {
      const message = defineMessage({ name: "up/x", title: "X", payload }, { engine });
      const issuesOf = (given: () => unknown) => {
        try {
          return given();
        } catch (error) {
          return (error as { issues: unknown }).issues;
        }
      };
      return [issuesOf(() => message.toJson(value as never)), issuesOf(() => message.fromJson(value))];
    });
    expect(theirs).toEqual(ours);
  });
});

describe("what a program loads", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "wirebook-codec-")));
  const copy = join(folder, "node_modules/@wirebook/codec");
  mkdirSync(copy, { recursive: true });
  cpSync(join(here, "dist"), join(copy, "dist"), { recursive: true });
  cpSync(join(here, "package.json"), join(copy, "package.json"));
  afterAll(() => rmSync(folder, { recursive: true }));

  // With none of its dependencies beside it: TypeBox's code is in the package, its types are not needed here.
  test("the package itself is all that its front door needs", async () => {
    const code = `const { defineMessage, Type } = await import("@wirebook/codec");
      const message = defineMessage({ name: "up/x", title: "X", payload: Type.Object({ n: Type.Integer() }) });
      console.log(JSON.stringify(message.decode(message.encode({ n: 7 }))));`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", code], { cwd: folder });
    expect(stdout).toBe('{"n":7}\n');
  });

  test("the reference engine says what to install where it is missing", async () => {
    const code = `await import("@wirebook/codec/reference").catch(({ message }) => console.log(message));`;
    const told = () => run(process.execPath, ["--input-type=module", "-e", code], { cwd: folder });
    expect((await told()).stdout).toContain("npm install cbor-x@1 ajv@8");
    symlinkSync(join(here, "../../node_modules/cbor-x"), join(folder, "node_modules/cbor-x"));
    expect((await told()).stdout).toContain("npm install cbor-x@1 ajv@8");
    // An Ajv of before JSON Schema 2020-12, as many programs have it for something else.
    mkdirSync(join(folder, "node_modules/ajv"));
    writeFileSync(join(folder, "node_modules/ajv/package.json"), '{ "name": "ajv", "version": "6.12.6" }');
    expect((await told()).stdout).toContain("npm install cbor-x@1 ajv@8");
  });
});

test("inspect lists what is beyond a tuple, too", () => {
  const payload = Type.Tuple([Type.Integer()]);
  const message = defineMessage({ name: "up/pair", title: "Pair", payload });
  const { items, fault } = inspect(Uint8Array.of(0x82, 1, 2), message);
  expect(items.map(({ diagnostic }) => diagnostic)).toEqual(["array(2)", "1", "2"]);
  expect(fault?.code).toBe("unexpected");
});
