/** What `inspect` hides: secrets, and what may be one where a payload is not as its message type says. */
import { ArrayStruct, Cyclic, defineMessage, Embedded, inspect, Open, Tagged, Type } from "@wirebook/codec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { misshape, secretMessage, secretPayload, tellsSecret } from "wirebook-test/checks/secrets";
import "wirebook-test/checks/seed";
import { createRandom } from "wirebook-test/proof/codec/random";

const of = (payload: Type.TSchema) => defineMessage({ name: "up/x", title: "X", payload });
const pin = Type.String({ sensitive: true });
const inside = Type.Object({ pin });
const record = Type.Record(Type.String(), Type.String(), { sensitive: true });
/** `{"pin": "1234"}` */
const map = "a16370696e6431323334";

const payloads: readonly [what: string, schema: Type.TSchema, hex: string][] = [
  ["an embedded payload in chunks", Embedded(inside), `5f4a${map}ff`],
  ["one in chunks of a byte or two", Embedded(inside), "5f42a16341704269 6e4064 64 ff".replaceAll(" ", "")],
  ["one with a byte too many", Embedded(inside), `4b${map}00`],
  ["one with a byte too many in chunks", Embedded(inside), `5f4b${map}00ff`],
  ["one that ends early", Embedded(Type.Array(inside)), `4b82${map}`],
  ["one without its tag", Embedded(inside, { tag: true }), `4a${map}`],
  ["one with a tag", Embedded(inside), `d8184a${map}`],
  ["one where a map may be no bytes", Embedded(Type.Partial(inside), { zeroLengthMap: true }), `4b${map}00`],
  ["one that is not embedded", Embedded(inside), map],
  ["one in a record", Type.Record(Type.String(), Embedded(inside)), `a161614b${map}00`],
  ["one in a union", Type.Union([Embedded(inside), Type.Null()]), `5f4b${map}00ff`],
  ["one behind a tag that is kept", Tagged(1, Embedded(inside), { keep: true }), `c14b${map}00`],
  ["text without a tag that is kept", Tagged(1, pin, { keep: true }), "6431323334"],
  ["text with another tag", Tagged(1, pin, { keep: true }), "c26431323334"],
  ["a map without its tag", Tagged(1, inside), map],
  ["a map with another tag", Tagged(1, inside), `c2${map}`],
  ["a union's text as bytes", Type.Union([pin, Type.Null()]), "4431323334"],
  ["a union's text with a tag", Type.Union([pin, Type.Null()]), "c16431323334"],
  [
    "a union's map with another word",
    Type.Union([
      Type.Object({ t: Type.Literal(1), pin }),
      Type.Object({ t: Type.Literal(2), n: Type.Integer() }),
    ]),
    "a261740363" + "70696e6431323334",
  ],
  [
    "a union's map with the word of another",
    Type.Union([
      Type.Object({ t: Type.Literal(1), pin }),
      Type.Object({ t: Type.Literal(2), n: Type.Integer() }),
    ]),
    "a261740263" + "70696e6431323334",
  ],
  ["a member by another name", inside, "a16370696d6431323334"],
  ["a member with a key of another kind", inside, "a14370696e6431323334"],
  ["a member as the key", inside, "a1443132333401"],
  ["an item too many", Type.Tuple([pin]), "82f66431323334"],
  ["an item in place of a number", Type.Tuple([Type.Integer(), pin]), "816431323334"],
  ["text that goes on behind what it should", Type.Tuple([Type.String(), pin]), "82786131323334"],
  ["a key of a secret map", record, "a16431323334f6"],
  ["a key of a secret map that is cut off", record, "a1643132333461"],
];

const isShown = (text: string) => /1234|31323334|MTIzNA/.test(text);

describe("nothing of a secret is shown of", () => {
  test.each(payloads)("%s", (_, schema, hex) => {
    expect(isShown(JSON.stringify(inspect(fromHex(hex), of(schema))))).toBe(false);
  });

  test("any payload, however misshapen, of a message type at random", () => {
    let told = 0;
    fc.assert(
      fc.property(fc.nat().map(createRandom), (random) => {
        const message = secretMessage(random);
        const payload = secretPayload(message, random);
        if (payload === undefined) return;
        expect(JSON.stringify(inspect(payload, message))).not.toSatisfy(tellsSecret);
        for (let times = 0; times < 20; times++) {
          const wrong = misshape(payload, message, random);
          // What no schema describes is taken for what it is where the payload is right.
          if (message.safeDecode(wrong).ok) continue;
          const text = JSON.stringify(inspect(wrong, message));
          expect(text).not.toSatisfy(tellsSecret);
          told++;
        }
      }),
      { numRuns: 100 },
    );
    expect(told).toBeGreaterThan(200);
  });
});

describe("what is known to be no secret is shown:", () => {
  test.each([
    ["beside one", Type.Object({ pin, n: Type.Integer() }), "a26370696e6431323334616e182a", "42"],
    ["undeclared, where it may be", Open({ pin }), "a26370696e643132333461781907e4", "2020"],
    ["all of a type without any", Type.Object({ n: Type.Integer() }), "a1616e6431323334", '"1234"'],
    ["too many, of a type without any", Type.Tuple([]), "811904d2", "1234"],
  ])("%s", (_, schema, hex, shown) => {
    expect(inspect(fromHex(hex), of(schema)).items.map(({ diagnostic }) => diagnostic)).toContain(shown);
  });

  test("the name of a member that is none", () => {
    const { items } = inspect(fromHex("a16370696d6431323334"), of(inside));
    expect(items.at(-1)).toMatchObject({ instancePath: "/pim", diagnostic: "[hidden]" });
  });
});

test("what is hidden is shown on demand, fault and all", () => {
  const { items, fault } = inspect(fromHex("a16431323334f6"), of(record), { reveal: true });
  expect(items.at(-1)).toMatchObject({ instancePath: "/1234", diagnostic: "null", sensitive: true });
  expect(fault?.instancePath).toBe("/1234");
});

test("a fault at the byte where another item begins has its own path, as of decode", () => {
  const node = ArrayStruct(
    {
      k: Type.Integer(),
      p: Type.Optional(pin),
      n: Type.Optional(Embedded(Type.Ref("N"))),
    },
    { open: true },
  );
  const message = of(Cyclic({ N: node }, "N"));
  const payload = fromHex("840166c3a468756e744483026178f6");
  const read = message.safeDecode(payload);
  expect(read.ok).toBe(false);
  if (!read.ok) expect(inspect(payload, message).fault).toEqual(read.error.issues[0]);
});
