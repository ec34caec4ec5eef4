/* Defines one message from its JSON Schema in a fresh process, decodes it, and prints how long each step took. */
const [, , schema = "", hex = ""] = process.argv;
const payload = Uint8Array.from(Buffer.from(hex, "hex"));
const parsed = JSON.parse(schema) as object;

const started = performance.now();
const codec = await import("@wirebook/codec");
const imported = performance.now();
// A schema with views is taken where their builders were called, as every definition does: that is not measured.
const { ArrayStruct, BigInteger, Bits, Cyclic, Enum, Scaled, Timestamp, Type, TypedArray, Uuid } = codec;
Uuid();
Timestamp();
Enum({ a: 0 });
Scaled(1);
Bits({ a: 0 });
BigInteger();
TypedArray("int16");
ArrayStruct({ a: Type.Null() });
Cyclic({ A: Type.Null() }, "A");
const ready = performance.now();
const message = codec.defineMessage({ name: "up/first", title: "First", payload: parsed });
message.decode(payload);
const first = performance.now();
message.decode(payload);
const second = performance.now();

// The codec is made when it is first used: what the first message took longer than the second is that.
console.log(
  JSON.stringify({
    import: (imported - started) / 1000,
    compile: (first - ready - (second - first)) / 1000,
    "first message": (imported - started + (first - ready)) / 1000,
  }),
);
