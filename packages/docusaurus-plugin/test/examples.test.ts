import {
  DateTime,
  DecimalFraction,
  Duration,
  defineMessage,
  Enum,
  Hex,
  IpAddress,
  inspect,
  type Json,
  Scaled,
  Tagged,
  Timestamp,
  Type,
  Uuid,
} from "@wirebook/codec";
import { readPlan } from "@wirebook/codec/plan";
import { messages } from "@wirebook/schemas";
import { transform } from "esbuild";
import { describe, expect, test } from "vitest";
import { exampleForms } from "../src/examples/example.ts";
import { mask } from "../src/examples/mask.ts";
import { annotate } from "../src/shared/annotate.ts";

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

const secretly = { sensitive: true } as const;

test.each<[string, Parameters<typeof Tagged>[1], Json]>([
  ["Uuid", Uuid(secretly), "c232ab00-9414-11ec-b3c8-9f6bdeced846"],
  ["Hex", Hex({ length: 8, ...secretly }), "70b3d5e050020901"],
  ["Enum", Enum({ idle: 0, running: 1 }, secretly), "running"],
  ["Timestamp", Timestamp(secretly), "2026-11-27T20:51:33Z"],
  ["DateTime", DateTime(secretly), "2026-11-27T20:51:33+01:00"],
  ["Duration", Duration(secretly), "PT1H30M"],
  ["IpAddress", IpAddress(secretly), "192.0.2.1"],
  ["Scaled", Scaled({ factor: 0.01, ...secretly }), 19.99],
  ["DecimalFraction", DecimalFraction(secretly), "273.15"],
])("a sensitive %s is covered by another one", (_, field, json) => {
  const message = defineMessage({ name: "up/x", title: "X", payload: field });
  const covered = mask(json, readPlan(message.schema));
  expect(covered).not.toEqual(json);
  expect(() => message.encode(message.fromJson(covered))).not.toThrow();
});

describe("an example's sensitive values are covered", () => {
  const secret = Type.String({ sensitive: true });
  const rows: [string, ReturnType<typeof Type.Union>, Json, Json][] = [
    [
      "in an array behind a tag, in a union",
      Type.Union([Tagged(1, Type.Array(secret)), Type.Null()]),
      ["s"],
      ["[hidden]"],
    ],
    [
      "in a map behind a tag, in a union",
      Type.Union([Tagged(1, Type.Object({ secret, n: Type.Integer() })), Type.Null()]),
      { secret: "s", n: 1 },
      { secret: "[hidden]", n: 1 },
    ],
    [
      "in a union behind a tag, in a union",
      Type.Union([Tagged(1, Type.Union([Type.Array(secret), Type.Integer()])), Type.Null()]),
      ["s"],
      ["[hidden]"],
    ],
  ];
  test.each(rows)("%s", (_, payload, json, covered) => {
    const { schema } = defineMessage({ name: "up/x", title: "X", payload });
    expect(mask(json, readPlan(schema))).toEqual(covered);
  });
});
