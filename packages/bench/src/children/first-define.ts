/* Defines one message from its JSON Schema in a fresh process, decodes it, and prints how long each step took. */
const [, , schema = "", hex = ""] = process.argv;
const payload = Uint8Array.from(Buffer.from(hex, "hex"));
const parsed = JSON.parse(schema) as object;

const started = performance.now();
const { defineMessage } = await import("@wirebook/codec");
const imported = performance.now();
const message = defineMessage({ name: "up/first", title: "First", payload: parsed });
message.decode(payload);
const first = performance.now();
message.decode(payload);
const second = performance.now();

// The codec is made when it is first used: what the first message took longer than the second is that.
console.log(
  JSON.stringify({
    import: (imported - started) / 1000,
    compile: (first - imported - (second - first)) / 1000,
    "first message": (first - started) / 1000,
  }),
);
