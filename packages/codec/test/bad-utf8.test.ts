import { type CodecError, Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

/** Payloads with a chunk that is no UTF-8, where the other chunks alone would be what is looked for. */
const cases: { what: string; schema: Schema; hex: string; offset: number; instancePath: string }[] = [
  {
    what: "a literal",
    schema: Type.Object({ q: Type.Literal("reboot") }),
    hex: "a1 6171 7f 627265 61ff 64626f6f74 ff",
    offset: 7,
    instancePath: "/q",
  },
  {
    what: "an enumeration with an empty text",
    schema: Type.Object({ q: Type.Union([Type.Literal(""), Type.Literal("on")]) }),
    hex: "a1 6171 61ff",
    offset: 3,
    instancePath: "/q",
  },
  {
    what: "a key like one before it",
    schema: Type.Object({ ab: Type.Integer() }, { additionalProperties: true }),
    hex: "a2 626162 00 7f 626162 61ff ff 00",
    offset: 9,
    instancePath: "",
  },
  {
    what: "a key with a character cut in two, like one before it",
    schema: Type.Object({ é: Type.Integer() }, { additionalProperties: true }),
    hex: "a2 62c3a9 00 7f 61c3 61a9 ff 00",
    offset: 6,
    instancePath: "",
  },
  {
    what: "a key like what replaces it elsewhere",
    schema: Type.Object({}, { additionalProperties: true }),
    hex: "a2 63efbfbd 00 61ff 00",
    offset: 6,
    instancePath: "",
  },
  {
    what: "the member that tells two branches apart",
    schema: Type.Union([
      Type.Object({ k: Type.Literal("a"), a: Type.Integer() }),
      Type.Object({ k: Type.Literal("b"), b: Type.Integer() }),
    ]),
    hex: "a2 616b 7f 6161 61ff ff 6161 00",
    offset: 6,
    instancePath: "/k",
  },
];

describe.each(engines)("bad UTF-8, by the %s engine: invalid in", (engine) => {
  test.each(cases)("$what", ({ schema, hex, offset, instancePath }) => {
    const message = define({ name: "up/text", title: "Text", payload: schema }, { engine });
    const payload = fromHex(hex.replaceAll(" ", ""));
    const fault = expect.objectContaining({ code: "invalid", offset, instancePath });
    expect(() => message.decode(payload)).toThrow(fault);
    expect(() => message.transcode(payload)).toThrow(fault);
  });
});

/** Maps with keys that are no UTF-8, with the places of what is told of them. */
const keyed: { what: string; hex: string; told: string[]; toldOpen?: string[] }[] = [
  { what: "two that differ", hex: "a2 61fc f6 61fd f6", told: ["1 valid UTF-8", "4 valid UTF-8"] },
  {
    what: "two that differ in their good chunks alone",
    hex: "a2 7f 6161 61fc ff f6 7f 6162 61fc ff f6",
    told: ["4 valid UTF-8", "11 valid UTF-8"],
  },
  {
    what: "two of the same bytes",
    hex: "a2 61fc f6 61fc f6",
    told: ["1 valid UTF-8", "4 valid UTF-8", "4 each key once"],
    toldOpen: ["1 valid UTF-8", "4 valid UTF-8"],
  },
  { what: "one above another", hex: "a1 61fc a1 6161 61fd", told: ["1 valid UTF-8", "6 /a valid UTF-8"] },
  {
    what: "two in arrays that differ",
    hex: "a2 8161fc f6 8161fd f6",
    told: [
      "1 a key that JSON can hold",
      "2 /0 valid UTF-8",
      "5 a key that JSON can hold",
      "6 /0 valid UTF-8",
    ],
    toldOpen: ["2 /0 valid UTF-8", "6 /0 valid UTF-8"],
  },
  {
    what: "two in arrays in tags that differ",
    hex: "a2 c18161fc f6 c18161fd f6",
    told: ["3 /0 valid UTF-8", "8 /0 valid UTF-8"],
  },
];

describe.each(engines)("keys that are no UTF-8, by the %s engine:", (engine) => {
  const told = (payload: Schema, hex: string) => {
    const message = define({ name: "up/text", title: "Text", payload }, { engine });
    try {
      return message.decode(fromHex(hex.replaceAll(" ", "")));
    } catch (error) {
      const { issues } = error as CodecError;
      return issues.map(({ offset, instancePath, expected }) =>
        [offset, instancePath, expected].join(" ").replace("  ", " "),
      );
    }
  };
  const closed = [Type.Object({ b: Type.Optional(Type.Null()) }), Type.Record(Type.String(), Type.Null())];
  const open = [Type.Object({}, { additionalProperties: true }), Type.Unknown()];

  test.each(keyed)("$what", ({ hex, told: expected, toldOpen = expected }) => {
    for (const payload of closed) expect(told(payload, hex)).toEqual(expected);
    for (const payload of open) expect(told(payload, hex)).toEqual(toldOpen);
  });
});
