import type { CodecErrorCode, Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { define, engines } from "wirebook-test/checks/engines";
import type { Case } from "../src/corpus/case.ts";
import { everyCase, field } from "../src/corpus/corpus.ts";
import { groupOf } from "../src/corpus/groups.ts";
import { loadCases } from "../src/corpus/load.ts";
import { refusals } from "../src/corpus/refusals.ts";
import { respell, spellings } from "../src/corpus/respell.ts";
import { readOptions } from "../src/options.ts";
import { isWanted } from "../src/parts.ts";
import { prepareAll } from "../src/peers/agree.ts";
import { fieldPeers, loadPeer, names } from "../src/peers/field.ts";

test("there are twenty-four messages of others or more, each with a name of its own", () => {
  expect(new Set(field.map(({ name }) => name)).size).toBe(field.length);
  expect(field.length).toBeGreaterThanOrEqual(24);
});

test("every message is found by its name, in the order that was asked for", async () => {
  const names = everyCase.map(({ name }) => name).toReversed();
  expect(await loadCases(names)).toEqual(everyCase.toReversed());
  await expect(loadCases(["none"])).rejects.toThrow("unknown message: none");
});

describe.each(field)("$name", (one) => {
  test("all peers return the same value and the same text, the rival among them", async () => {
    const all = await Promise.all(
      fieldPeers.filter((name) => name !== names.bare).map((name) => loadPeer(name, [one])),
    );
    expect(prepareAll(one, all).map(({ name }) => name)).toContain(names.rival);
  });

  test.each(engines)("goes to bytes, to JSON and back by the %s engine", (engine) => {
    const message = onEngine(one, engine);
    const payload = message.encode(one.value as never);
    expect(payload).toStrictEqual(one.message.encode(one.value));
    expect(message.decode(payload)).toStrictEqual(one.value);
    expect(message.fromJson(JSON.parse(message.transcode(payload)))).toStrictEqual(one.value);
  });

  test.each(spellings)("is the same in $name", (how) => {
    const payload = one.message.encode(one.value);
    const other = respell(payload, how);
    for (const engine of engines) {
      const message = onEngine(one, engine);
      expect(message.decode(other), engine).toEqual(one.value);
      expect(JSON.parse(message.transcode(other)), engine).toEqual(
        JSON.parse(one.message.transcode(payload)),
      );
    }
    // A message of nothing but arrays has one order.
    if (how.reversed === undefined) expect(Buffer.from(other).equals(payload)).toBe(how === spellings[0]);
  });
});

test.each(everyCase)("each class of error of $name ends in its code", (one) => {
  const all = refusals(one);
  for (const { payload, code, name } of all) {
    expect(one.message.safeDecode(payload), name).toMatchObject({ ok: false, error: { code } });
  }
  const codes: readonly CodecErrorCode[] = ["not-well-formed", "limit", "invalid", "unexpected"];
  expect(new Set(all.map(({ code }) => code))).toEqual(new Set(codes));
});

test.each([
  ["senml", "short"],
  ["chunk-64", "short"],
  ["chunk-1k", "bytes"],
  ["chunk-16k", "long-bytes"],
  ["traces", "long-texts"],
  ["long-chinese", "long-texts"],
])("%s counts as %s", (name, group) => {
  expect(groupOf(everyCase.find((one) => one.name === name) as Case)).toBe(group);
});

test("--only and --message choose parts of the corpus", () => {
  expect(isWanted("apart/senml", ["short"], [])).toBe(true);
  expect(isWanted("apart/chunk-1k", ["short"], [])).toBe(false);
  expect(isWanted("refuse/senml", [], ["senml"])).toBe(true);
  expect(isWanted("refuse/senml", ["short"], ["senml"])).toBe(false);
  expect(isWanted("fourteen", ["fourteen"], [])).toBe(true);
  expect(isWanted("decode/status", ["short"], [])).toBe(false);
  expect(isWanted("decode/status", [], [])).toBe(true);
  expect(() => readOptions(["--only", "none"])).toThrow("--only: expected one of short, bytes");
  expect(() => readOptions(["--message", "none"])).toThrow("--message: expected one of status");
});

function onEngine({ message }: Case, engine: (typeof engines)[number]) {
  return define(
    { name: message.name, title: message.title, payload: message.schema as Type.TSchema },
    { engine },
  );
}
