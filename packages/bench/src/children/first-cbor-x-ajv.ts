/* The same as first-wirebook, with cbor-x and a validator that Ajv compiles. */
const [, , , hex = "", schema = ""] = process.argv;
const payload = Uint8Array.from(Buffer.from(hex, "hex"));

const started = performance.now();
const { Decoder } = await import("cbor-x");
const { compileForMemory } = await import("../schema/ajv.ts");
const imported = performance.now();
const decoder = new Decoder({ useRecords: false, mapsAsObjects: true });
const validate = compileForMemory(JSON.parse(schema));
const compiled = performance.now();
if (!validate(decoder.decode(payload))) throw new Error("the payload is refused");
const first = performance.now();

console.log(
  JSON.stringify({
    import: (imported - started) / 1000,
    compile: (compiled - imported) / 1000,
    "first message": (first - started) / 1000,
  }),
);
