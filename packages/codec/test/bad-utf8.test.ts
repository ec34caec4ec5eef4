import { Type } from "@wirebook/codec";
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
