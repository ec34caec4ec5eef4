import {
  Bytes,
  CodecError,
  cborToJson,
  defineMessage,
  inspect,
  jsonToCbor,
  type Message,
  Open,
  Tagged,
  Type,
} from "@wirebook/codec";
import { messages } from "@wirebook/schemas";
import { describe, expect, test } from "vitest";
import { fromHex, show, toHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

const payload = Type.Object({ id: Type.String(), raw: Bytes(), tagged: Type.Optional(Tagged(24, Bytes())) });
const value = { id: "ü meter", raw: fromHex("0102030405060708"), tagged: fromHex("0900") };
const open = Open({});

/** An engine's message types, one closed and one open, each prepared anew. */
function prepare(engine: (typeof engines)[number]) {
  return {
    closed: define({ name: "test/closed", title: "Closed", payload }, { engine }),
    open: define({ name: "test/open", title: "Open", payload: open }, { engine }),
  };
}

/** The same payload in every kind of memory that a socket or a caller may hand over. */
const homes: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  "memory of its own": (bytes) => Uint8Array.from(bytes),
  "a subarray in the middle": (bytes) => {
    const around = new Uint8Array(bytes.length + 14).fill(0xff);
    around.set(bytes, 7);
    return around.subarray(7, 7 + bytes.length);
  },
  "a Buffer": (bytes) => Buffer.alloc(bytes.length, bytes),
  "a slice of the Buffer pool": (bytes) => Buffer.from(toHex(bytes), "hex"),
  "shared memory": (bytes) => {
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length + 3), 3);
    shared.set(bytes);
    return shared;
  },
};

/** Everything that can be told of a typed array from outside. */
const facts = (bytes: Uint8Array) => ({
  whole: toHex(new Uint8Array(bytes.buffer)),
  offset: bytes.byteOffset,
  length: bytes.length,
  names: Reflect.ownKeys(bytes).filter((name) => !/^\d+$/.test(String(name))),
  onMemory: Reflect.ownKeys(bytes.buffer),
});

describe.each(engines)("the %s engine", (engine) => {
  const { closed, open: opened } = prepare(engine);
  const readers: Record<string, (bytes: Uint8Array) => unknown> = {
    decode: closed.decode,
    safeDecode: closed.safeDecode,
    transcode: closed.transcode,
    "decode of an open object": opened.decode,
    inspect: (bytes) => inspect(bytes, closed),
  };
  const untagged = closed.encode({ id: value.id, raw: value.raw });
  const payloads = { closed: closed.encode(value), untagged };

  describe.each(Object.entries(homes))("a payload in %s", (_, home) => {
    test.each(Object.entries(readers))("is left as it was by %s", (_name, read) => {
      for (const bytes of [...Object.values(payloads), fromHex("ff"), fromHex("a1")]) {
        const given = home(bytes);
        const before = facts(given);
        try {
          read(given);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
        expect(facts(given)).toEqual(before);
      }
    });

    test("shares no memory with the value, which later changes leave alone", () => {
      for (const [bytes, message] of [
        [payloads.closed, closed],
        [payloads.untagged, closed],
        [payloads.untagged, opened],
      ] as const) {
        const given = home(bytes);
        const decoded = message.decode(given) as { raw: Uint8Array };
        const shown = show(decoded);
        expect(decoded.raw.buffer).not.toBe(given.buffer);
        expect(decoded.raw.buffer, "what the web takes").toBeInstanceOf(ArrayBuffer);
        expect(decoded.raw.buffer.byteLength, "no pool, no payload").toBe(decoded.raw.length);
        new Uint8Array(given.buffer).fill(0xaa, given.byteOffset, given.byteOffset + given.length);
        expect(show(decoded)).toBe(shown);
        decoded.raw.fill(0xbb);
        expect(toHex(given)).toBe("aa".repeat(given.length));
      }
    });
  });

  test("a byte string is a plain Uint8Array, whatever class the payload is of", () => {
    class Special extends Uint8Array {}
    for (const given of [Buffer.from(payloads.closed), Special.from(payloads.closed)]) {
      expect(Object.getPrototypeOf(closed.decode(given).raw)).toBe(Uint8Array.prototype);
    }
  });

  test("two values of the same payload are independent", () => {
    const [one, other] = [closed.decode(payloads.closed), closed.decode(payloads.closed)];
    one.raw.fill(0);
    one.id = "";
    expect(show(other)).toBe(show(value));
  });

  test("two encoded payloads are independent", () => {
    const [one, other] = [closed.encode(value), closed.encode(value)];
    const before = toHex(other);
    one.fill(0);
    expect(toHex(other)).toBe(before);
    expect(toHex(closed.encode(value))).toBe(before);
  });

  test("a payload with something to be hidden shares its memory with no other", () => {
    const secret = define(
      {
        name: "up/secret",
        title: "Secret",
        payload: Type.Object({ list: Type.Array(Type.Object({ key: Type.String({ sensitive: true }) })) }),
      },
      { engine },
    );
    const holder = { list: [{ key: "hush" }] };
    const payload = secret.encode(holder);
    expect(payload.buffer.byteLength).toBe(payload.length);
    expect(() => secret.encode({ list: [{ key: "hush" }, { key: 1 as never }] })).toThrow(CodecError);
    const memory = new Uint8Array(closed.encode(value).buffer);
    expect(Buffer.from(memory).includes("hush"), "nor is any of it left where others are").toBe(false);
  });

  test("an encoder that a getter calls in the midst of another has room of its own", () => {
    const inner: Uint8Array[] = [];
    const outer = {
      ...value,
      get id() {
        inner.push(closed.encode(value));
        return value.id;
      },
    };
    const whole = closed.encode(outer);
    const before = toHex(payloads.closed);
    expect([whole, ...inner, closed.encode(value)].map(toHex)).toEqual(
      Array.from({ length: inner.length + 2 }, () => before),
    );
    expect(inner.length).toBeGreaterThan(0);
  });

  test("encode, toJson and is leave a frozen value as it was", () => {
    const frozen = Object.freeze({ ...value });
    const before = { shown: show(frozen), raw: facts(frozen.raw) };
    closed.encode(frozen);
    closed.toJson(frozen);
    expect(closed.is(frozen)).toBe(true);
    expect({ shown: show(frozen), raw: facts(frozen.raw) }).toEqual(before);
  });

  test("a failed call leaves no trace in the next", () => {
    const before = show(closed.decode(payloads.closed));
    for (const hex of ["ff", "a1", "d9dfff82", "a26269640062696400"]) {
      expect(closed.safeDecode(fromHex(hex)).ok).toBe(false);
      expect(show(closed.decode(payloads.closed))).toBe(before);
      expect(toHex(closed.encode(value))).toBe(toHex(payloads.closed));
    }
  });

  describe("names of Object.prototype are ordinary own keys", () => {
    const names = ["__proto__", "constructor", "hasOwnProperty", "toString", "valueOf", "toJSON", "then"];
    test.each(names)("%s", (name) => {
      const json = JSON.parse(`{${JSON.stringify(name)}:{"polluted":1}}`) as Record<string, unknown>;
      const bytes = jsonToCbor(json);
      for (const read of [opened.decode, cborToJson]) {
        const decoded = read(bytes) as Record<string, unknown>;
        expect(Object.hasOwn(decoded, name)).toBe(true);
        expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
        expect(JSON.stringify(decoded)).toBe(JSON.stringify(json));
      }
      const read = opened.fromJson(json);
      expect(Object.keys(read)).toEqual([name]);
      expect(toHex(opened.encode(read))).toBe(toHex(bytes));
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    });

    test.each(names)("%s is no member that a closed object inherits", (name) => {
      const own = define(
        { name: "test/own", title: "Own", payload: Type.Object({ [name]: Type.Integer() }) },
        { engine },
      );
      expect(own.safeDecode(fromHex("a0"))).toMatchObject({ ok: false, error: { code: "unexpected" } });
      expect(own.is({})).toBe(false);
      const json = JSON.parse(`{${JSON.stringify(name)}:1}`) as never;
      expect(JSON.stringify(own.toJson(own.decode(own.encode(own.fromJson(json)))))).toBe(
        JSON.stringify(json),
      );
    });
  });

  describe("what is no data ends in a CodecError", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const cyclicList: unknown[] = [];
    cyclicList.push(cyclicList);
    class Reading {
      id = "a";
      raw = fromHex("00");
    }
    const foreign: Record<string, () => unknown> = {
      "an instance of a class": () => new Reading(),
      "a Map": () => new Map([["id", "a"]]),
      "a Set": () => new Set(["a"]),
      "a Date": () => new Date(0),
      "a RegExp": () => /a/,
      "a function": () => () => "a",
      "a symbol": () => Symbol("a"),
      "a boxed string": () => Object("a"),
      "a promise": () => Promise.resolve({}),
      "a DataView": () => new DataView(new ArrayBuffer(1)),
      "a cyclic object": () => cyclic,
      "a cyclic list": () => cyclicList,
      "100,000 levels of lists": () => deepJson("[", "]"),
      "100,000 levels of objects": () => deepJson('{"a":', "}"),
      "a list of 10,000,000 holes": () => new Array(10_000_000),
    };

    test.each(Object.entries(foreign))("%s", (_, make) => {
      const anything = define({ name: "test/any", title: "Any", payload: Type.Unknown() }, { engine });
      const nested = { x: make() };
      const verbs = [
        () => opened.encode(make() as never),
        () => opened.fromJson(make()),
        () => opened.encode(nested as never),
        () => opened.fromJson(nested),
        () => anything.encode(make()),
        () => anything.fromJson(make()),
        () => closed.encode(make() as never),
        () => closed.toJson(make() as never),
        () => closed.fromJson(make()),
        () => closed.encode({ ...value, id: make() } as never),
        () => closed.fromJson({ id: make(), raw: "" }),
        () => jsonToCbor(make()),
        () => jsonToCbor(nested),
      ];
      for (const verb of verbs) expect(verb).toThrow(CodecError);
      expect(closed.is(make())).toBe(false);
      expect(closed["~standard"].validate(make())).toHaveProperty("issues");
    });
  });
});

/** JSON text of 100,000 levels, as an attacker would send it. */
function deepJson(opener: string, closer: string): unknown {
  return JSON.parse(`${opener.repeat(100_000)}1${closer.repeat(100_000)}`);
}

describe("JSON.stringify of a message type shows no surprise", () => {
  test.each(messages.map((message: Message) => [message.name, message] as const))("%s", (_, message) => {
    const before = JSON.stringify(message);
    const shown = JSON.parse(before) as Record<string, unknown>;
    expect(Object.keys(shown).sort()).toEqual(
      [
        ...[
          "name",
          "direction",
          "type",
          "title",
          "summary",
          "draft",
          "roles",
          "limits",
          "engine",
          "schema",
          "examples",
        ],
        ...(message.answer === undefined ? [] : ["answer"]),
        ...(message.deadline === undefined ? [] : ["deadline"]),
      ].sort(),
    );
    expect(shown).toMatchObject({ name: message.name, schema: message.schema, examples: message.examples });
    // An answer is a message type of its own: its name says enough.
    if (message.answer !== undefined) expect(shown.answer).toBe(message.answer.name);
    const [example] = message.examples;
    message.decode(message.encode(message.fromJson(example?.json)));
    expect(JSON.stringify(message), "the same after use").toBe(before);
    expect(JSON.stringify({ message }), "the same inside another object").toBe(`{"message":${before}}`);
  });

  test("an example's secret is what the definition holds and nowhere else", () => {
    const secret = "rosebud-4711";
    const message = defineMessage({
      name: "test/secret",
      title: "Secret",
      payload: Type.Object({ pin: Type.String({ sensitive: true }) }),
      examples: [{ title: "One", json: { pin: secret } }],
    });
    expect(JSON.stringify(message).split(secret)).toHaveLength(2);
    expect(JSON.stringify({ ...JSON.parse(JSON.stringify(message)), examples: [] })).not.toContain(secret);
    expect(JSON.stringify(message.toJson({ pin: secret }, { redact: true }))).toBe('{"pin":"[hidden]"}');
    for (const run of [
      () => message.fromJson({ pin: [secret] }),
      () => message.encode({ pin: [secret] } as never),
    ]) {
      try {
        run();
        expect.unreachable("a list is no text");
      } catch (error) {
        const { message: text, issues } = error as CodecError;
        expect(JSON.stringify([text, issues])).not.toContain(secret);
      }
    }
  });
});
