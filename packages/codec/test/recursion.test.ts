import {
  Bytes,
  Cyclic,
  defineMessage,
  Embedded,
  inspect,
  type Message,
  type MessageInput,
  type MessageJson,
  type MessageValue,
  Open,
  Tagged,
  Type,
  Uuid,
} from "@wirebook/codec";
import { compileMessage } from "@wirebook/codec/compile";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, expectTypeOf, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import { planOf } from "./generating.ts";

const name = "up/tree";
const title = "A tree";
const Ref = Type.Ref;

const tree = Type.Cyclic(
  {
    Node: Type.Object({
      v: Bytes(),
      children: Type.Array(Ref("Node")),
      next: Type.Optional(Ref("Node", { description: "The one beside it" })),
    }),
  },
  "Node",
);
const leaf = { v: new Uint8Array(), children: [] };

const message = (payload: Type.TSchema, options = {}) => defineMessage({ name, title, payload }, options);

describe.each(engines)("what is inside of itself, %s", (engine) => {
  const rows: [string, Type.TSchema, value: unknown, json: unknown, hex: string][] = [
    [
      "in arrays and optional members",
      tree,
      { v: fromHex("01"), children: [leaf, leaf], next: leaf },
      {
        v: "AQ==",
        children: [
          { v: "", children: [] },
          { v: "", children: [] },
        ],
        next: { v: "", children: [] },
      },
      "a361764101686368696c6472656e82a2617640686368696c6472656e80a2617640686368696c6472656e80646e657874a2617640686368696c6472656e80",
    ],
    [
      "a union that is one itself",
      Type.Cyclic(
        {
          Value: Type.Union([
            Type.Integer(),
            Type.Array(Ref("Value")),
            Type.Record(Type.String(), Ref("Value")),
          ]),
        },
        "Value",
      ),
      [1, [], { a: [2, { b: 3 }] }],
      [1, [], { a: [2, { b: 3 }] }],
      "830180a161618202a1616203",
    ],
    [
      "a union with other unions in it",
      Type.Cyclic(
        {
          Word: Type.Union([Type.String(), Type.Null()]),
          All: Type.Union([Ref("Word"), Type.Array(Type.Union([Ref("All"), Type.Boolean()]))]),
        },
        "All",
      ),
      ["a", null, true, ["b"]],
      ["a", null, true, ["b"]],
      "846161f6f5816162",
    ],
    [
      "an alternative that literals tell of",
      Type.Cyclic(
        {
          Kind: Type.Literal("and"),
          Rule: Type.Union([
            Type.Object({ op: Ref("Kind", { description: "What is done" }), of: Type.Array(Ref("Rule")) }),
            Type.Object({ op: Type.Literal("not"), rule: Ref("Rule") }),
            Type.Object({ op: Type.Literal("is"), id: Uuid() }),
          ]),
        },
        "Rule",
      ),
      { op: "not", rule: { op: "and", of: [{ op: "is", id: "00000000-0000-0000-0000-000000000001" }] } },
      { op: "not", rule: { op: "and", of: [{ op: "is", id: "00000000-0000-0000-0000-000000000001" }] } },
      "a2626f70636e6f746472756c65a2626f7063616e64626f6681a2626f706269736269645000000000000000000000000000000001",
    ],
    [
      "tags that are kept, and tuples",
      Type.Cyclic(
        {
          Step: Type.Union([
            Type.Integer(),
            Tagged(5, Ref("Step"), { keep: true }),
            Type.Tuple([Ref("Step"), Type.Optional(Ref("Step"))]),
          ]),
        },
        "Step",
      ),
      { tag: 5, value: [{ tag: 5, value: 1 }, [2]] },
      { tag: 5, value: [{ tag: 5, value: 1 }, [2]] },
      "c582c5018102",
    ],
    [
      "payloads in payloads, maps without members as none",
      Type.Cyclic(
        {
          Headers: Type.Object({ 11: Type.Optional(Type.Array(Ref("Signature"), { key: 11 })) }),
          Signature: Type.Tuple([
            Embedded(Ref("Headers"), { zeroLengthMap: true }),
            Tagged(61, Ref("Headers")),
          ]),
        },
        "Signature",
      ),
      [{ 11: [[{}, {}]] }, {}],
      [{ 11: [[{}, {}]] }, {}],
      "8248a10b818240d83da0d83da0",
    ],
    [
      "behind a tag that may be left out, in what keeps other members",
      Type.Cyclic(
        { A: Open({ a: Type.Optional(Tagged(9, Ref("B"), { optional: true })) }), B: Type.Array(Ref("A")) },
        "A",
      ),
      { a: [{ a: [] }, { c: 1 }] },
      { a: [{ a: [] }, { c: 1 }] },
      "a16161c982a16161c980a1616301",
    ],
    [
      "not at all, but with a name",
      Type.Object({
        a: Type.Cyclic({ Level: Type.Number() }, "Level"),
        b: Type.Optional(Type.Integer({ key: 1 })),
      }),
      { a: 1.5, b: 2 },
      { a: 1.5, b: 2 },
      "a26161f93e000102",
    ],
  ];

  test.each(rows)("%s", (_, payload, value, json, hex) => {
    const { encode, decode, toJson, fromJson, transcode, is } = define({ name, title, payload }, { engine });
    const written = encode(value as never);
    expect(Buffer.from(written).toString("hex")).toBe(hex);
    expect(decode(written)).toEqual(value);
    expect(toJson(value as never)).toEqual(json);
    expect(fromJson(json)).toEqual(value);
    expect(JSON.parse(transcode(written))).toEqual(json);
    expect(is(value)).toBe(true);
  });

  test("what is wrong with it is told at its place, however deep", () => {
    const { decode, encode, fromJson } = define({ name, title, payload: tree }, { engine });
    const wrong = { v: fromHex("01"), children: [{ ...leaf, next: { ...leaf, v: 1 } }] };
    const told = {
      code: "unexpected",
      instancePath: "/children/0/next/v",
      message: /expected a byte string/,
    };
    const matching = { ...told, message: expect.stringMatching(told.message) };
    expect(() => encode(wrong as never)).toThrow(expect.objectContaining(matching));
    expect(() =>
      fromJson({ v: "AQ==", children: [{ v: "", children: [], next: { v: 1, children: [] } }] }),
    ).toThrow(expect.objectContaining(matching));
    const payload =
      "a261764101686368696c6472656e81a3617640686368696c6472656e80646e657874a2617601686368696c6472656e80";
    expect(() => decode(fromHex(payload))).toThrow(
      expect.objectContaining({ ...matching, offset: payload.indexOf("617601") / 2 + 2 }),
    );
  });

  test("as many levels as there may be, and no more", () => {
    const list = Type.Cyclic({ List: Type.Array(Ref("List")) }, "List");
    for (const depth of [1, 2, 16, 256]) {
      const { decode, encode, fromJson, toJson, transcode } = define(
        { name, title, payload: list },
        { engine, limits: { depth } },
      );
      const nest = (levels: number): unknown => (levels === 1 ? [] : [nest(levels - 1)]);
      const bytes = (levels: number) => fromHex(`${"81".repeat(levels - 1)}80`);
      expect(decode(bytes(depth))).toEqual(nest(depth));
      expect(encode(nest(depth) as never)).toEqual(bytes(depth));
      expect(transcode(bytes(depth))).toBe(JSON.stringify(nest(depth)));
      const limit = { code: "limit", message: expect.stringContaining(`at most ${depth} levels`) };
      expect(() => decode(bytes(depth + 1))).toThrow(expect.objectContaining({ ...limit, offset: depth }));
      const instancePath = "/0".repeat(depth);
      for (const run of [encode, toJson, fromJson]) {
        expect(() => run(nest(depth + 1) as never)).toThrow(
          expect.objectContaining({ ...limit, instancePath }),
        );
      }
    }
  });

  test("a level that a tag takes, or a byte string, counts as elsewhere", () => {
    const payload = Type.Cyclic(
      { Step: Type.Union([Type.Integer(), Tagged(5, Embedded(Ref("Step")), { keep: true })]) },
      "Step",
    );
    const { decode, encode } = define({ name, title, payload }, { engine, limits: { depth: 4 } });
    const two = { tag: 5, value: { tag: 5, value: 1 } };
    expect(encode(two as never)).toEqual(fromHex("c543c54101"));
    expect(decode(fromHex("c543c54101"))).toEqual(two);
    const limit = expect.objectContaining({ code: "limit" });
    expect(() => encode({ tag: 5, value: two } as never)).toThrow(limit);
    expect(() => decode(fromHex("c545c543c54101"))).toThrow(limit);
  });

  test("a million levels end at the first that is too many, and a value in itself at the same", () => {
    const { decode, encode, toJson, fromJson, is } = define({ name, title, payload: tree }, { engine });
    const limit = { code: "limit", message: expect.stringContaining("at most 16 levels") };
    const nest = new Uint8Array(1 << 20).fill(0x81);
    nest[nest.length - 1] = 0x80;
    expect(() => decode(nest)).toThrow(expect.objectContaining({ ...limit, offset: 16 }));
    const value: { v: Uint8Array; children: unknown[] } = { v: new Uint8Array(), children: [] };
    value.children.push(value);
    const json: { v: string; children: unknown[] } = { v: "", children: [] };
    json.children.push(json);
    const told = expect.objectContaining({ ...limit, instancePath: "/children/0".repeat(8) });
    expect(() => encode(value as never)).toThrow(told);
    expect(() => toJson(value as never)).toThrow(told);
    expect(() => fromJson(json)).toThrow(told);
    expect(is(value)).toBe(false);
  });

  test("a value that holds the same part many times ends at the items", () => {
    const { encode } = define(
      { name, title, payload: tree },
      { engine, limits: { depth: 256, items: 1000 } },
    );
    let part: unknown = leaf;
    for (let level = 0; level < 100; level++) part = { v: new Uint8Array(), children: [part, part] };
    expect(() => encode(part as never)).toThrow(expect.objectContaining({ code: "limit" }));
  });

  test("what is to be hidden is so in all that is inside, and nowhere else", () => {
    const Secret = Type.Cyclic(
      {
        Node: Type.Object({
          v: Type.Integer(),
          open: Type.Optional(Ref("Node")),
          secret: Type.Optional(Ref("Node", { sensitive: true })),
        }),
      },
      "Node",
    );
    const { toJson, encode } = define({ name, title, payload: Secret }, { engine });
    const value = { v: 1, open: { v: 2, secret: { v: 3, open: { v: 4 } } } };
    expect(toJson(value as never, { redact: true })).toEqual({ v: 1, open: { v: 2, secret: "[hidden]" } });
    const long = { v: 1, secret: { v: 3, open: { v: "a secret" } } };
    expect(() => encode(long as never)).toThrow(/\/secret\/open\/v: expected an integer, found text$/);
  });
});

describe("a definition of", () => {
  const refused: [string, Type.TSchema, RegExp][] = [
    [
      "what always holds another one",
      Type.Object({ a: Type.Cyclic({ A: Type.Object({ a: Ref("A") }) }, "A") }),
      /^message "up\/tree": schema at #\/\$defs\/A: expected values that end: by Type\.Optional, /,
    ],
    [
      "two that always hold each other",
      Type.Cyclic({ A: Type.Tuple([Ref("B")]), B: Type.Array(Ref("A"), { minItems: 1 }) }, "A"),
      /schema at #\/\$defs\/[AB]: expected values that end/,
    ],
    [
      "a record that has to have members, and a kept tag",
      Type.Cyclic(
        {
          A: Type.Record(Type.String(), Ref("B"), { minProperties: 1 }),
          B: Tagged(1, Ref("A"), { keep: true }),
        },
        "A",
      ),
      /expected values that end/,
    ],
    [
      "itself",
      Type.Cyclic({ A: Ref("A") }, "A"),
      /schema at #\/\$defs\/A: expected an array, a map or a kept tag/,
    ],
    [
      "itself, by another name",
      Type.Cyclic({ A: Ref("B"), B: Ref("A") }, "A"),
      /expected an array, a map or a kept tag around a \$ref back/,
    ],
    [
      "itself behind a tag",
      Type.Cyclic({ A: Type.Union([Type.Integer(), Tagged(5, Ref("A"))]) }, "A"),
      /schema at #\/\$defs\/A: expected an array, a map or a kept tag/,
    ],
    [
      "itself in a byte string",
      Type.Cyclic({ A: Type.Union([Type.Null(), Embedded(Ref("A"))]) }, "A"),
      /expected an array, a map or a kept tag/,
    ],
    [
      "a union that is one of its branches",
      Type.Cyclic({ A: Type.Union([Type.Null(), Ref("B")]), B: Type.Union([Type.Boolean(), Ref("A")]) }, "A"),
      /expected an array, a map or a kept tag/,
    ],
    [
      "what cannot be told from itself",
      Type.Cyclic(
        { A: Type.Object({ a: Type.Union([Ref("A"), Type.Record(Type.String(), Ref("A"))]) }) },
        "A",
      ),
      /schema at #\/\$defs\/A\/properties\/a: expected branches that can be told apart, but object and record are both map/,
    ],
    [
      "a tag that may be left out around its like",
      Type.Cyclic({ A: Type.Array(Tagged(5, Ref("B"), { optional: true })), B: Tagged(5, Ref("A")) }, "A"),
      /expected content of an optional tag without that tag/,
    ],
    [
      "no member where there have to be some",
      Type.Cyclic(
        { A: Type.Object({ v: Type.Null(), a: Type.Array(Embedded(Ref("A"), { zeroLengthMap: true })) }) },
        "A",
      ),
      /expected zeroLengthMap around a map that may be empty/,
    ],
    [
      "arrays that are to be compared",
      Type.Cyclic({ A: Type.Array(Ref("A"), { uniqueItems: true }) }, "A"),
      /expected uniqueItems only where/,
    ],
    [
      "what may be left out",
      Type.Cyclic({ A: Type.Optional(Type.Integer()) }, "A"),
      /expected Type\.Optional only of members/,
    ],
    [
      "two things by one name",
      Type.Object({
        a: Type.Cyclic({ A: Type.Array(Ref("A")) }, "A"),
        b: Type.Cyclic({ A: Type.Integer() }, "A"),
      }),
      /^message "up\/tree": schema at #\/\$defs\/A: expected no other definition of this name$/,
    ],
    [
      "what the codec would not run",
      Type.Cyclic({ A: Type.Codec(Type.String()).Decode(Number).Encode(String) }, "A"),
      /Type\.Codec is not run here/,
    ],
  ];
  test.each(["constructor", "valueOf", "__proto__"])("the name %s", (name) => {
    const list = message(Type.Cyclic({ [name]: Type.Array(Type.Ref(name)) }, name));
    expect(list.decode(Uint8Array.of(0x82, 0x80, 0x81, 0x80))).toEqual([[], [[]]]);
  });

  test.each([
    ["without a meaning", Type.BigInt(), 'the type "bigint" has no meaning in CBOR'],
    ["that never ends", Type.Object({ m: Type.Ref("M") }), "expected values that end"],
  ])("one that nothing names, %s, is refused all the same", (_, unnamed, text) => {
    expect(() => message(Type.Cyclic({ N: Type.Integer(), M: unnamed }, "N"))).toThrow(text);
  });

  test.each(refused)("%s is refused, with its place", (_, payload, text) => {
    expect(() => message(payload)).toThrow(TypeError);
    expect(() => message(payload)).toThrow(text);
  });

  test.each([
    [
      "none",
      Type.Object({ a: Ref("List") }),
      /schema at #\/properties\/a: expected \$ref to name one of \$defs, .*: #\/\$defs\/List$/,
    ],
    [
      "another",
      Type.Cyclic({ A: Type.Array(Ref("B")) }, "A"),
      /schema at #\/\$defs\/A\/items: .*: #\/\$defs\/B$/,
    ],
    ["what every object has", Type.Cyclic({ A: Type.Array(Ref("toString")) }, "A"), /\$defs\/toString$/],
    [
      "the schema itself",
      Type.Object({ a: Type.Unsafe<never>({ $ref: "#" }) }),
      /expected \$ref to name one of \$defs/,
    ],
    [
      "a name with other signs",
      Type.Cyclic({ "a b": Type.Integer() }, "a b"),
      /in letters and digits: #\/\$defs\/a b$/,
    ],
    [
      "a keyword beside it",
      Type.Cyclic({ A: Type.Array(Ref("A", { minItems: 1 } as Type.TSchemaOptions)) }, "A"),
      /"minItems" is not supported/,
    ],
    [
      "a key outside of a map",
      Type.Cyclic({ A: Type.Array(Ref("A", { key: 1 } as Type.TSchemaOptions)) }, "A"),
      /only members .* have a key/,
    ],
  ])("%s is refused where it is named", (_, payload, text) => {
    expect(() => message(payload as Type.TSchema)).toThrow(text);
  });

  test("an example, and a default beside a $ref, are held against it", () => {
    const payload = Type.Cyclic(
      { A: Type.Object({ v: Type.Integer(), a: Type.Optional(Ref("A", { default: { v: "x" } })) }) },
      "A",
    );
    expect(() => message(payload)).toThrow(/default at #\/\$defs\/A: unexpected at \/v: expected an integer/);
    expect(() =>
      defineMessage({
        name,
        title,
        payload: tree,
        examples: [{ title: "one", json: { v: "", children: [{}] as never } }],
      }),
    ).toThrow(/example "one": unexpected at \/children\/0/);
  });
});

describe("the JSON Schema of what is inside of itself", () => {
  test("has all definitions at its begin, once, and refers to them by pointers", () => {
    const { schema } = message(Type.Object({ a: tree, b: Type.Optional(Type.Array(tree)) }));
    expect(schema.$defs).toMatchObject({
      Node: { properties: { children: { items: { $ref: "#/$defs/Node" } } } },
    });
    expect(schema.properties).toEqual({
      a: { $ref: "#/$defs/Node" },
      b: { type: "array", items: { $ref: "#/$defs/Node" } },
    });
    expect(JSON.stringify(schema)).not.toContain("$id");
  });

  test("is one that Ajv takes", () => {
    const { schema } = message(Type.Object({ a: tree }));
    const ajv = new Ajv2020({ strict: true });
    const isOne = ajv.compile(schema);
    expect(isOne({ a: { v: "", children: [{ v: "AQ==", children: [] }] } })).toBe(true);
    expect(isOne({ a: { v: "", children: [{ v: 1, children: [] }] } })).toBe(false);
  });

  test("may be given as such, with the key of a member beside the $ref", () => {
    const schema = {
      $defs: { Level: { type: "integer", minimum: 0 } },
      type: "object",
      properties: { a: { $ref: "#/$defs/Level", key: 1 } },
      required: ["a"],
    };
    const { encode } = message(Type.Unsafe<{ a: number }>(schema));
    expect(encode({ a: 5 } as never)).toEqual(fromHex("a10105"));
  });

  test("is the plan of a Type.Module, too", () => {
    const { A } = Type.Module({
      A: Type.Object({ b: Type.Array(Type.Ref("B")) }),
      B: Type.Union([Type.Ref("A"), Type.Integer()]),
    });
    const { encode } = message(A as Type.TSchema);
    expect(encode({ b: [1, { b: [] }] } as never)).toEqual(fromHex("a161628201a1616280"));
  });
});

test("a definition that many others use many times costs each of them once", () => {
  const levels = Array.from({ length: 60 }, (_, level): [string, Type.TSchema] => [
    `L${level}`,
    level === 0
      ? Type.Integer()
      : Type.Union([
          Tagged(1, Ref(`L${level - 1}`), { keep: true }),
          Tagged(2, Ref(`L${level - 1}`), { keep: true }),
          Type.Tuple([Type.Null(), Type.Optional(Ref(`L${level - 1}`)), Type.Optional(Ref(`L${level - 1}`))]),
        ]),
  ]);
  const payload = Type.Cyclic(Object.fromEntries(levels), "L59");
  const made = message(payload);
  expect(made.decode(made.encode([null] as never))).toEqual([null]);
  const { js, small, dts } = compileMessage(made as Message);
  for (const text of [js, small, dts]) expect(text.length).toBeLessThan(500_000);
});

test("a plan that refers to a definition holds its plan, and one with words of its own a copy", () => {
  const plan = planOf(tree);
  if (plan.kind !== "object") throw new TypeError("expected an object");
  const [, children, next] = plan.members;
  expect(plan.definition).toBe("Node");
  expect(children?.value).toMatchObject({ kind: "array" });
  expect(children?.value.kind === "array" && children.value.items).toBe(plan);
  expect(next?.value).not.toBe(plan);
  expect(next?.value).toHaveProperty("members", plan.members);
});

test("inspect shows the field of each item, and what is said of it", () => {
  const made = message(tree);
  const { items, fault } = inspect(
    made.encode({ v: fromHex("01"), children: [], next: leaf } as never),
    made as unknown as Message,
  );
  expect(fault).toBeUndefined();
  expect(items.find(({ instancePath, role }) => instancePath === "/next" && role === "value")).toMatchObject({
    description: "The one beside it",
    kind: "map",
  });
  expect(items.at(-1)).toMatchObject({ instancePath: "/next/children", kind: "array" });
});

test("a fault calls a definition by its name where its words would not end", () => {
  const made = message(
    Type.Cyclic({ Step: Type.Union([Type.Integer(), Tagged(5, Ref("Step"), { keep: true })]) }, "Step"),
  );
  expect(() => made.decode(fromHex("f6"))).toThrow(/expected an integer, or tag 5 with Step, found null$/);
  expect(() => made.decode(fromHex("c5f6"))).toThrow(/expected an integer, or tag 5 with Step, found null$/);
});

test("Cyclic is Type.Cyclic", () => {
  const definitions = { Node: Type.Object({ of: Type.Array(Ref("Node")) }) };
  const [one, other] = [Cyclic(definitions, "Node"), Type.Cyclic(definitions, "Node")];
  expect(one).toEqual(other);
  expectTypeOf(one).toEqualTypeOf(other);
});

describe("types", () => {
  const made = defineMessage({ name, title, payload: tree });
  type Node = MessageValue<typeof made>;

  test("of an object go on inside of it: bytes in memory, text in JSON", () => {
    expectTypeOf<Node["children"][0]["children"][0]["v"]>().toEqualTypeOf<Uint8Array<ArrayBuffer>>();
    expectTypeOf<NonNullable<Node["children"][0]["next"]>["v"]>().toEqualTypeOf<Uint8Array<ArrayBuffer>>();
    expectTypeOf<Node["children"]>().toEqualTypeOf<Node[]>();
    type Json = MessageJson<typeof made>;
    expectTypeOf<Json["children"][0]["children"][0]["v"]>().toEqualTypeOf<string>();
    type Input = MessageInput<typeof made>;
    expectTypeOf<Input["children"][0]["children"][0]["v"]>().toEqualTypeOf<Uint8Array>();
    expect(made.name).toBe(name);
  });

  test("of definitions that are no objects stop after two rounds", () => {
    const lists = defineMessage({
      name,
      title,
      payload: Type.Cyclic({ List: Type.Union([Type.Integer(), Type.Array(Type.Ref("List"))]) }, "List"),
    });
    type List = MessageValue<typeof lists>;
    // biome-ignore lint/suspicious/noExplicitAny: it is what TypeBox gives there.
    expectTypeOf<List>().toEqualTypeOf<number | (number | (number | any[])[])[]>();
    expect(lists.name).toBe(name);
  });

  test("of a compiled module have a name for each definition", () => {
    const { dts } = compileMessage(made as unknown as Message);
    expect(dts).toContain("export type UpTree = UpTree_Node1;");
    expect(dts).toContain("  children: Array<UpTree_Node1>;");
    expect(dts).toContain("  children: Array<UpTree_Node1Json>;");
  });
});
