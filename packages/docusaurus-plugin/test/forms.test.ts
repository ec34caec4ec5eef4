import { defineMessage, inspect, Type } from "@wirebook/codec";
import { readPlan } from "@wirebook/codec/plan";
import { messages } from "@wirebook/schemas";
import { transform } from "esbuild";
import { describe, expect, test } from "vitest";
import { readPasted } from "../dist/client/payload-text.js";
import { fragmentFor, readFragment } from "../dist/client/share.js";
import { exampleForms } from "../dist/examples/example.ts";
import { mask } from "../dist/examples/mask.ts";
import { memberRows } from "../dist/members/rows.ts";
import { annotate } from "../dist/shared/annotate.ts";
import { fit } from "../dist/shared/fit.ts";

const reading = {
  importFrom: "@wirebook/schemas/{name}",
  topic: [
    { name: "prefix", example: "LOB" },
    { name: "device", example: "70b3d5e050020901" },
  ],
  broker: "localhost",
};
const cases = messages.flatMap((message) =>
  message.examples.map((example) => [`${message.name}: ${example.title}`, message, example] as const),
);

describe.each(cases)("the example %s", (_, message, example) => {
  const forms = exampleForms(message, example, reading);
  const payload = Uint8Array.from(Buffer.from(forms.hex, "hex"));

  test("says the same in JSON and in CBOR", () => {
    expect(message.toJson(message.decode(payload))).toEqual(JSON.parse(forms.json));
  });

  test("is a program that writes these bytes and reads them", async () => {
    const { code } = await transform(`${forms.typescript}\nexport { payload, value };`, { loader: "ts" });
    const module = (await import(
      `data:text/javascript,${encodeURIComponent(code.replaceAll(/from "(.+?)"/g, (_, name) => `from "${import.meta.resolve(name)}"`))}`
    )) as { payload: Uint8Array; value: unknown };
    expect(Buffer.from(module.payload).toString("hex")).toBe(forms.hex);
    expect(module.value).toEqual(message.decode(payload));
  });

  test("is published to the topic of its device, with every byte", () => {
    const [, hex, topic] =
      /^echo ([0-9a-f]+) \| xxd -r -p \| mosquitto_pub -h localhost -t '(.+)' -s$/.exec(forms.publish) ?? [];
    expect(hex).toBe(forms.hex);
    expect(topic?.endsWith(`/${message.name}`)).toBe(true);
  });

  test("has each byte in one stretch, and each stretch in its field", () => {
    const { fields, stretches, left } = annotate(payload, inspect(payload, message, { reveal: true }), 1e6);
    expect(left).toBe(0);
    expect(stretches.map(({ hex }) => hex).join("")).toBe(forms.hex);
    for (const { start, hex, field } of stretches) {
      expect(fields[field]?.start).toBeLessThanOrEqual(start);
      expect(fields[field]?.end).toBeGreaterThanOrEqual(start + hex.length / 2);
    }
  });

  test("holds no sensitive value", () => {
    const shown = message.toJson(message.decode(payload), { redact: true });
    const covered = mask(example.json as never, readPlan(message.schema));
    expect(message.toJson(message.fromJson(covered), { redact: true })).toEqual(shown);
    if (JSON.stringify(example.json).includes("invented-password")) {
      expect(JSON.stringify(forms)).not.toContain("invented-password");
    }
  });
});

describe("members", () => {
  test.each(messages.map((message) => [message.name, message] as const))(
    "of %s have one anchor each",
    (_, message) => {
      const rows = memberRows(readPlan(message.schema));
      const ids = rows.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { parent } of rows) if (parent !== undefined) expect(ids).toContain(parent);
      expect(ids.every((id) => /^[\w.-]+$/.test(id))).toBe(true);
    },
  );

  test("of a union of shapes have a row for each shape", () => {
    const message = defineMessage({
      name: "up/two",
      title: "Two shapes",
      payload: Type.Object({
        d: Type.Union([Type.Object({ a: Type.Integer() }), Type.Object({ b: Type.Integer() })]),
      }),
    });
    expect(memberRows(readPlan(message.schema)).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      "member d",
      "shape d",
      "member d.a",
      "shape d",
      "member d.b",
    ]);
  });
});

describe("what is pasted", () => {
  const bytes = Uint8Array.of(0xa1, 0x61, 0x71, 0xf6);
  test.each([
    ["a16171f6", "hex"],
    ["a1 61 71 f6", "hex"],
    ["0xA1, 0x61, 0x71, 0xF6", "hex"],
    ["a1:61:71:f6\n", "hex"],
    ["h'a16171f6'", "hex"],
    ["oWFx9g==", "base64"],
    ["oWFx9g", "base64"],
  ])("%j is read as %s", (text, form) => {
    const pasted = readPasted(text);
    expect(pasted).toMatchObject({ form, source: { kind: "bytes" } });
    if ("source" in pasted && pasted.source.kind === "bytes")
      expect([...pasted.source.bytes]).toEqual([...bytes]);
  });

  test.each([
    ["", { problem: "empty" }],
    ["a1617", { problem: "half-byte", at: 2 }],
    ["hello world?", { problem: "unknown" }],
    ['{"q": null}', { form: "json", source: { kind: "json" } }],
  ])("%j is %o", (text, expected) => {
    expect(readPasted(text)).toMatchObject(expected);
  });

  test("comes back from an address as it was, if it is not too long for one", () => {
    const every = Uint8Array.from({ length: 256 }, (_, at) => at);
    const fragment = fragmentFor({ name: "up/data", bytes: every }) ?? "";
    expect(readFragment(fragment)).toEqual({ name: "up/data", bytes: every });
    expect(fragmentFor({ bytes: new Uint8Array(10_000) })).toBeUndefined();
    expect(readFragment("#members")).toBeUndefined();
  });
});

describe("layout", () => {
  test.each([
    ['{"a": 1, "b": [1, 2]}', 40, '{ "a": 1, "b": [1, 2] }'],
    ['{"a": 1, "b": [1, 2]}', 16, '{\n  "a": 1,\n  "b": [1, 2]\n}'],
    ['{"a": "x, {y}"}', 8, '{\n  "a": "x, {y}"\n}'],
    ["[h'00ff', -1, {}]", 40, "[h'00ff', -1, {}]"],
  ])("%s within %i", (flat, width, laid) => {
    expect(fit(flat, width)).toBe(laid);
  });

  test("changes nothing but space", () => {
    for (const [, message, { json }] of cases) {
      const text = message.transcode(message.encode(message.fromJson(json)));
      expect(JSON.parse(fit(text))).toEqual(JSON.parse(text));
    }
  });
});
