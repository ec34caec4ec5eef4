import { readdirSync, readFileSync } from "node:fs";
import { createRegistry, type JsonSchema, type Message } from "@wirebook/codec";
import * as all from "@wirebook/schemas";
import { messages, sources } from "@wirebook/schemas";
import { describe, expect, test } from "vitest";

interface Field {
  path: string;
  schema: JsonSchema;
  /** Where it or an object around it says its facts come from. */
  source: unknown;
}

/** Every member that a schema declares, at any depth. */
function* fields(schema: JsonSchema, path = "", around?: unknown): Generator<Field> {
  const source = schema.source ?? around;
  for (const [name, member] of Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)) {
    yield { path: `${path}/${name}`, schema: member, source: member.source ?? source };
    yield* fields(member, `${path}/${name}`, source);
  }
  if (typeof schema.items === "object") yield* fields(schema.items as JsonSchema, `${path}/*`, source);
  for (const branch of (schema.anyOf ?? []) as JsonSchema[]) yield* fields(branch, path, source);
}

const byName = createRegistry(messages);

test("every file of a message type is in the list, and the list has no other", () => {
  const src = new URL("../src/", import.meta.url);
  const files = ["down", "req", "up"].flatMap((direction) =>
    readdirSync(new URL(direction, src)).map((file) => `${direction}/${file.replace(/\.ts$/, "")}`),
  );
  expect(messages.map(({ name }) => name)).toEqual(files.sort());
});

test.each(messages.map(({ name }) => name))("%s has a subpath of its own, compiled", async (name) => {
  const module = (await import(`@wirebook/schemas/${name}`)) as Record<string, Message>;
  const [exported] = Object.entries(all).find(([, message]) => message === byName.get(name)) ?? [];
  expect(Object.keys(module)).toEqual([exported]);
  const [compiled] = Object.values(module);
  expect(compiled?.engine).toBe("compiled");
  expect(said(compiled)).toEqual({ ...said(byName.get(name)), examples: [] });
});

test("the compiled ones are also to be had together, and as a list", async () => {
  const { messages: list, ...compiled } = await import("@wirebook/schemas/compiled");
  expect(list.map(({ name }) => name)).toEqual(messages.map(({ name }) => name));
  expect(new Set(Object.values(compiled))).toEqual(new Set(list));
});

/** What a message says of itself, as JSON. */
function said(message: Message | undefined): object {
  return JSON.parse(JSON.stringify(message)) as object;
}

describe.each(messages.map((message) => ({ name: message.name, message })))("$name", ({ message }) => {
  const all = [...fields(message.schema)];

  test("says what it is", () => {
    expect(message.title).not.toBe("");
    expect(message.summary).toMatch(/\.$/);
  });

  test("has a source for each field", () => {
    const known: readonly unknown[] = Object.values(sources);
    expect(all.filter(({ source }) => !known.includes(source)).map(({ path }) => path)).toEqual([]);
  });

  test("has a description for each field", () => {
    const bare = all.filter(({ schema }) => schema.description === undefined);
    expect(bare.map(({ path }) => path)).toEqual([]);
  });
});

test.each([
  ["req/sync", "down/sync", 5],
  ["req/fw", "down/fw", 10],
  ["req/config", "down/config", 5],
])("%s is answered by %s within %d s", (name, answer, deadline) => {
  expect(byName.get(name)?.answer?.name).toBe(answer);
  expect(byName.get(name)?.deadline).toBe(deadline);
});

test("the roles are those of the envelope", () => {
  for (const { direction, roles } of messages) {
    if (direction !== "down") expect(roles).toEqual({ device: "i", number: "n" });
  }
  expect(byName.get("down/sync")?.roles).toEqual({ number: "n", reference: "r" });
  expect(byName.get("down/config")?.roles).toEqual({ number: "n", reference: "r" });
  expect(byName.get("down/reboot")?.roles).toEqual({});
});

test("what is a profile of our own is a draft, and nothing else is", () => {
  const profiles = messages.filter(({ schema }) => JSON.stringify(schema).includes(sources.wirebook));
  expect(messages.filter(({ draft }) => draft)).toEqual(profiles);
  const unknownToTheFacts = ["down/config", "down/fw", "down/sync", "req/config", "req/fw", "req/sync"];
  expect(profiles.map(({ name }) => name)).toEqual(expect.arrayContaining(unknownToTheFacts));
});

test("the secrets are sensitive wherever they stand, and nothing else is", () => {
  const secrets = messages
    .flatMap(({ schema }) => [...fields(schema)])
    .filter(({ schema }) => schema.sensitive);
  const names = new Set(secrets.map(({ path }) => path.split("/").at(-1)));
  expect([...names].sort()).toEqual(["AppKey", "Host", "NwkKey", "PIN"]);
  const known = messages
    .flatMap(({ schema }) => [...fields(schema)])
    .filter(({ path }) => /\/(AppKey|Host|NwkKey|PIN)$/.test(path));
  expect(secrets).toHaveLength(known.length);
});

test("the README has a row for each, and says which are drafts", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const rows = [...readme.matchAll(/^\| `([a-z]+\/[a-z]+)`.*\| *(draft)? *\|$/gm)].map(([, name, draft]) => [
    name,
    draft === "draft",
  ]);
  expect(rows.sort()).toEqual(messages.map(({ name, draft }) => [name, draft]).sort());
});
