import { cborToJson, isCodecError, Open, Type } from "@wirebook/codec";
import { expect, test } from "vitest";
import { define, type Side } from "wirebook-test/checks/engines";

/*
 * Which two keys are one: by their names in JSON, where nothing says that keys may be whatever CBOR can hold, and by what
 * they are where that is said. They are told apart by digests, of which each kind of key has its own.
 */

/** A key as its bytes, with its name in JSON, and what it is: one of those that are equal has the same words. */
type Key = readonly [hex: string, name: string | undefined, is: string];

const text = (name: string): Key[] => {
  const bytes = Buffer.from(name);
  const { length } = bytes;
  const hex = bytes.toString("hex");
  const head = (0x60 + length).toString(16);
  return length > 23
    ? [[`78${length.toString(16)}${hex}`, name, `text ${name}`]]
    : [
        [head + hex, name, `text ${name}`],
        [`79${length.toString(16).padStart(4, "0")}${hex}`, name, `text ${name}`],
        [`7f60${head}${hex}ff`, name, `text ${name}`],
      ];
};

const rows: readonly (Key | string)[] = [
  ["00", "0", "0"],
  ["1b0000000000000000", "0", "0"],
  ["20", "-1", "-1"],
  ["3800", "-1", "-1"],
  ["01", "1", "1"],
  ["1903e8", "1000", "1000"],
  ["1b00038d7ea4c67fff", "999999999999999", "999999999999999"],
  ["1b00038d7ea4c68000", "1000000000000000", "1000000000000000"],
  ["1b8000000000000000", "9223372036854775808", "2^63"],
  ["1b0000000080000000", "2147483648", "2^31"],
  ["1bffffffffffffffff", "18446744073709551615", "2^64-1"],
  ["3bffffffffffffffff", "-18446744073709551616", "-2^64"],
  ["1b8000000000000008", "9223372036854775816", "2^63+8"],
  ["1b80000000000000c0", "9223372036854776000", "2^63+192"],
  ["f90000", "0", "0.0"],
  ["f98000", "0", "0.0"],
  ["f93c00", "1", "1.0"],
  ["fb3ff0000000000000", "1", "1.0"],
  ["f9bc00", "-1", "-1.0"],
  ["f963d0", "1000", "1000.0"],
  ["fb430c6bf526340000", "1000000000000000", "1e15"],
  ["fb43e0000000000000", "9223372036854776000", "2.0^63"],
  ["fb41e0000000000000", "2147483648", "2.0^31"],
  ["fb444b1ae4d6e2ef50", "1e+21", "1e21"],
  ["f93e00", "1.5", "1.5"],
  ["f97e00", undefined, "NaN"],
  ["fa7fc00000", undefined, "NaN"],
  ["f9fe00", undefined, "NaN"],
  ["f97e01", undefined, "NaN 1"],
  ["fb7ff8040000000000", undefined, "NaN 1"],
  ["fa7fc02000", undefined, "NaN 1"],
  ["fa7fc00001", undefined, "NaN 2"],
  ["fb7ff8000020000000", undefined, "NaN 2"],
  ["f97c00", undefined, "infinity"],
  ["f4", "false", "false"],
  ["f5", "true", "true"],
  ["f6", "null", "null"],
  ["f7", undefined, "undefined"],
  ["f820", undefined, "simple 32"],
  ["40", "", "bytes"],
  ["5fff", "", "bytes"],
  ["439ee965", "null", "bytes null"],
  ["5f419e42e965ff", "null", "bytes null"],
  ["43b6bb9e", "true", "bytes true"],
  ["43d74d34", "1000", "bytes 1000"],
  ["c100", undefined, "1(0)"],
  ["d8011800", undefined, "1(0)"],
  ["c1f90000", undefined, "1(0.0)"],
  ["c200", undefined, "2(0)"],
  ["80", undefined, "[]"],
  ["9fff", undefined, "[]"],
  ["8100", undefined, "[0]"],
  ["8180", undefined, "[[]]"],
  ["820001", undefined, "[0, 1]"],
  ["9f001801ff", undefined, "[0, 1]"],
  ["820100", undefined, "[1, 0]"],
  ["8261616162", undefined, '["a", "b"]'],
  ["81626162", undefined, '["ab"]'],
  ["a0", undefined, "{}"],
  ["a10001", undefined, "{0: 1}"],
  ["a10100", undefined, "{1: 0}"],
  ["a200010100", undefined, "{0: 1, 1: 0}"],
  ["bf01000001ff", undefined, "{0: 1, 1: 0}"],
  ["a200000101", undefined, "{0: 0, 1: 1}"],
  ...[
    "",
    "0",
    "1",
    "-1",
    "-0",
    "-",
    "00",
    "01",
    "1000",
    "1.5",
    "1.0",
    "1e+21",
    "1e21",
    "true",
    "null",
    "truth",
  ],
  ...["999999999999999", "1000000000000000", "9223372036854775808", "9223372036854776000", "ä"],
];
const keys: readonly Key[] = rows.flatMap((row) => (typeof row === "string" ? text(row) : [row]));

/** A map of two keys, with others around that make it a large one. */
function mapOf([one]: Key, [other]: Key, others: number): Uint8Array {
  const around = Array.from({ length: others }, (_, index) => `62${(0x6b00 + 0x61 + index).toString(16)}00`);
  return Uint8Array.from(Buffer.from(`bf${one}00${around.join("")}${other}00ff`, "hex"));
}

const isComposite = ([hex]: Key) => /^[89ab]/.test(hex);

/** Both of their bytes are the same, or their names. */
function areOneByName(one: Key, other: Key): boolean {
  return one[1] === undefined ? one[0] === other[0] : one[1] === other[1];
}

function codeOf(run: () => unknown): string {
  try {
    run();
    return "none";
  } catch (error) {
    if (isCodecError(error)) return error.code;
    throw error;
  }
}

const name = (key: Key) => `${key[2]} as ${key[0]}`;

test.each([0, 12])(
  "two keys are one by what they are where they may be anything, with %d around",
  (others) => {
    const engines: Side[] = ["compiled", "interpreted"];
    const wrong: string[] = [];
    for (const engine of engines) {
      const { decode } = define({ name: "up/kept", title: "Kept", payload: Type.Unknown() }, { engine });
      for (const one of keys) {
        for (const other of keys) {
          const code = codeOf(() => decode(mapOf(one, other, others)));
          const expected = one[2] === other[2] ? "invalid" : "none";
          if (code !== expected) wrong.push(`${name(one)}, ${name(other)}: ${code}`);
        }
      }
    }
    expect(wrong.slice(0, 20)).toEqual([]);
  },
);

test.each([0, 12])("two keys are one by their names where nothing is described, with %d around", (others) => {
  const { decode } = define(
    { name: "up/closed", title: "Closed", payload: Type.Array(Type.Unknown()) },
    {
      engine: "interpreted",
    },
  );
  const wrong: string[] = [];
  for (const one of keys) {
    for (const other of keys) {
      const payload = mapOf(one, other, others);
      const isWrong = [one, other].some(isComposite) || areOneByName(one, other);
      const refused = codeOf(() => decode(payload));
      if (refused !== (isWrong ? "invalid" : "unexpected")) {
        wrong.push(`${name(one)}, ${name(other)}: ${refused} as what is refused`);
      }
      const hasNames = one[1] !== undefined && other[1] !== undefined;
      const converted = codeOf(() => cborToJson(payload));
      if (converted !== (isWrong ? "invalid" : hasNames ? "none" : "unexpected")) {
        wrong.push(`${name(one)}, ${name(other)}: ${converted} in JSON`);
      }
    }
  }
  expect(wrong.slice(0, 20)).toEqual([]);
});

test("a key with two of one inside is no key, and is no other's equal", () => {
  const { decode } = define({ name: "up/kept", title: "Kept", payload: Open({}) }, { engine: "compiled" });
  const wrong = "a200000000";
  const payload = Uint8Array.from(Buffer.from(`a2${wrong}00${wrong}00`, "hex"));
  expect(() => decode(payload)).toThrow(
    expect.objectContaining({
      issues: [expect.objectContaining({ offset: 4 }), expect.objectContaining({ offset: 10 })],
    }),
  );
});
