import type { Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { define, engines } from "wirebook-test/checks/engines";
import type { Case } from "../src/corpus/case.ts";
import { field } from "../src/corpus/corpus.ts";
import { respell, spellings } from "../src/corpus/respell.ts";
import { prepareAll } from "../src/peers/agree.ts";
import { fieldPeers, rival } from "../src/peers/peers.ts";

test("there are twenty-four messages of others or more, each with a name of its own", () => {
  expect(new Set(field.map(({ name }) => name)).size).toBe(field.length);
  expect(field.length).toBeGreaterThanOrEqual(24);
});

describe.each(field)("$name", (one) => {
  test("all peers return the same value and the same text, the rival among them", () => {
    expect(prepareAll(one, fieldPeers).map(({ name }) => name)).toContain(rival);
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

function onEngine({ message }: Case, engine: (typeof engines)[number]) {
  return define(
    { name: message.name, title: message.title, payload: message.schema as Type.TSchema },
    { engine },
  );
}
