import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { messages } from "@wirebook/schemas";
import { describe, expect, test } from "vitest";

interface Committed {
  title: string;
  json: unknown;
  cbor: string;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const committed = (name: string): Committed[] =>
  JSON.parse(readFileSync(`${root}examples/${name}.json`, "utf8"));
const hex = (payload: Uint8Array) => Buffer.from(payload).toString("hex");

describe.each(messages.map((message) => ({ name: message.name, message })))("$name", ({ name, message }) => {
  test("has two or more examples, each with a title of its own", () => {
    const titles = message.examples.map(({ title }) => title);
    expect(titles.length).toBeGreaterThanOrEqual(2);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test("has its examples committed, no more and no fewer", () => {
    expect(committed(name).map(({ title, json }) => ({ title, json }))).toEqual(message.examples);
  });

  test.each(committed(name))("comes back from CBOR and JSON as it went: $title", ({ json, cbor }) => {
    const value = message.fromJson(json);
    const payload = message.encode(value);
    expect(hex(payload)).toBe(cbor);
    expect(message.decode(payload)).toEqual(value);
    expect(JSON.stringify(message.toJson(message.decode(payload)))).toBe(JSON.stringify(json));
    expect(message.transcode(payload)).toBe(JSON.stringify(json));
  });
});

test("no example is left of a message type that is gone", () => {
  const files = readdirSync(`${root}examples`, { recursive: true, encoding: "utf8" });
  const names = files.filter((file) => file.endsWith(".json")).map((file) => file.replace(/\.json$/, ""));
  expect(names.sort()).toEqual(messages.map(({ name }) => name).sort());
});

test("the committed files are what the generator writes", () => {
  execFileSync(process.execPath, ["scripts/generate-examples.mjs", "--check"], { cwd: root });
});
