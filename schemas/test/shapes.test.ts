import { CodecError, jsonToCbor, type Message } from "@wirebook/codec";
import {
  downConfig,
  downFw,
  downReboot,
  downSync,
  reqConfig,
  reqFw,
  reqSync,
  upConfig,
  upData,
  upEnv,
  upStatus,
} from "@wirebook/schemas";
import { describe, expect, test } from "vitest";

const from = { i: "70b3d5e050020901", n: 1 };
const single = { timestamp: 1_767_225_600, rssi: -70, telegram: "LkQ=" };
const item = { timestamp: 1_767_225_600, mode: "C", rssi: -70, telegram: "LkQ=" };

/** An example of the message with a member more in its data. */
function withUnknown(message: Message, index = 0) {
  const json = structuredClone(message.examples[index]?.json) as { d: Record<string, unknown> };
  json.d.unheardOf = { list: [1, "two", null], on: true };
  return json;
}

describe("a DevEUI is read in both spellings", () => {
  test.each(["70b3d5e050020901", "70B3D5E050020901", "urn:dev:mac:70b3d5e05001c6f3"])("%s", (i) => {
    const value = upData.fromJson({ i, n: 1, q: "data", d: { batch: [] } });
    expect(upData.decode(upData.encode(value)).i).toBe(i);
  });

  test.each(["", "70b3d5e05002090", "70b3d5e0500209011", "urn:dev:mac:", "70b3d5e05002090g"])(
    "and in no other: %j",
    (i) => {
      expect(() => upData.fromJson({ i, n: 1, q: "data", d: { batch: [] } })).toThrow(CodecError);
    },
  );
});

describe("an open object keeps unknown members", () => {
  test.each([
    [upConfig, 0],
    [upStatus, 0],
    [reqSync, 0],
    [reqFw, 0],
    [reqConfig, 0],
    [downSync, 0],
    [downFw, 0],
    [downConfig, 0],
    [downConfig, 1],
  ] as [Message, number][])("$0.name, example $1", (message, index) => {
    const json = withUnknown(message, index);
    const value = message.fromJson(json);
    expect(message.decode(message.encode(value))).toEqual(value);
    expect(message.toJson(value)).toEqual(json);
  });
});

describe("a closed object refuses unknown members", () => {
  test.each([
    [upData, 0],
    [upData, 2],
    [upEnv, 0],
    [downFw, 2],
  ] as [Message, number][])("$0.name, example $1", (message, index) => {
    const json = withUnknown(message, index);
    expect(() => message.fromJson(json)).toThrow(CodecError);
    expect(message.safeDecode(jsonToCbor(json))).toMatchObject({ ok: false, error: { code: "unexpected" } });
  });

  test("every envelope is closed", () => {
    for (const json of [
      { q: "reboot", d: null },
      { q: "reboot", n: 1 },
    ]) {
      expect(() => downReboot.fromJson(json)).toThrow(CodecError);
    }
    expect(() => upData.fromJson({ ...from, q: "data", d: { batch: [] }, x: 1 })).toThrow(CodecError);
  });
});

describe("metering data comes in two shapes", () => {
  const read = (d: object) => upData.fromJson({ ...from, q: "data", d }).d;

  test("a batch, or one telegram", () => {
    expect("batch" in read({ batch: [item], vbat: 3600, monitor: 7 })).toBe(true);
    expect("telegram" in read({ ...single, temperature: -12, monitor: "x" })).toBe(true);
  });

  test.each([
    ["neither", {}],
    ["a mixture", { ...single, batch: [item] }],
    ["a batch of telegrams without their mode", { batch: [single] }],
    ["a radio mode that there is not", { batch: [{ ...item, mode: "Q" }] }],
  ])("%s is refused", (_, d) => {
    expect(() => read(d)).toThrow(CodecError);
  });
});

describe("a downlink is an answer or a command", () => {
  test("told apart by their members", () => {
    const answer = downFw.fromJson(downFw.examples[0]?.json);
    const command = downFw.fromJson(downFw.examples[2]?.json);
    expect("r" in answer).toBe(true);
    expect("q" in command).toBe(true);
  });

  test("an install command names an image at least", () => {
    expect(() => downFw.fromJson({ q: "fw", d: {} })).toThrow(CodecError);
  });

  test("null means no change, and is not absence", () => {
    const none = { app: null, boot: null, mfw: null };
    expect(downSync.fromJson({ n: 1, r: 1, d: { ...none, etag: null } }).d.etag).toBeNull();
    expect(() => downSync.fromJson({ n: 1, r: 1, d: none })).toThrow(CodecError);
  });
});

test("counters beyond 2^53 are exact", () => {
  const n = "18446744073709551615";
  const value = upData.fromJson({ ...from, n, q: "data", d: { batch: [] } });
  expect(value.n).toBe(2n ** 64n - 1n);
  expect(upData.toJson(upData.decode(upData.encode(value))).n).toBe(n);
});
