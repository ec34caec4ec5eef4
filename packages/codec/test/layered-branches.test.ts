/** Branches of a union that a tag, or the bytes around an item, tell apart from an array whose items have names. */
import { ArrayStruct, Cyclic, Embedded, Tagged, Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

const [name, title] = ["up/x", "X"] as const;
const integers = Type.Array(Type.Integer());
const named = ArrayStruct({ a: Type.String() });

describe.each(engines)("the %s engine", (engine) => {
  test.each<[what: string, payload: Type.TSchema, values: Record<string, unknown>]>([
    ["a tag", Type.Union([Tagged(5, named), integers]), { "8105": [5], "80": [], c5816161: { a: "a" } }],
    [
      "a tag around the other",
      Type.Union([named, Tagged(5, integers)]),
      { c58105: [5], c580: [], "816161": { a: "a" } },
    ],
    ["bytes", Type.Union([Embedded(integers), named]), { "428105": [5], "4180": [], "816161": { a: "a" } }],
    [
      "bytes around a tuple",
      Type.Union([named, Embedded(Type.Tuple([Type.Integer()]))]),
      { "428105": [5], "816161": { a: "a" } },
    ],
    [
      "a tag, further inside",
      Cyclic(
        {
          N: Type.Union([
            Type.Integer(),
            Tagged(5, ArrayStruct({ a: Type.Ref("N") })),
            Type.Array(Type.Ref("N")),
          ]),
        },
        "N",
      ),
      { "8105": [5], c58180: { a: [] }, "81c5818105": [{ a: [5] }], c581c58101: { a: { a: 1 } } },
    ],
  ])("tells them by %s", (_, payload, values) => {
    const message = define({ name, title, payload }, { engine });
    for (const [hex, value] of Object.entries(values)) {
      expect(message.decode(fromHex(hex))).toEqual(value);
      expect(Buffer.from(message.encode(value as never)).toString("hex")).toBe(hex);
      expect(message.is(value)).toBe(true);
      expect(JSON.parse(message.transcode(fromHex(hex)))).toEqual(value);
    }
  });
});
