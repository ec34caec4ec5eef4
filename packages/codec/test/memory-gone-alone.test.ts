/** Memory that was given away. Code that has run for long may still see it as long as it was: V8 keeps the length. */
import { Type } from "@wirebook/codec";
import { expect, test } from "vitest";
import { define, engines } from "wirebook-test/checks/engines";

test.each(engines)("%s engine: memory that is gone is an empty payload", (engine) => {
  const message = define({ name: "up/wide", title: "Wide", payload: Type.Unknown() }, { engine });
  const gone = Uint8Array.of(0);
  structuredClone(gone.buffer, { transfer: [gone.buffer] });
  expect(message.safeDecode(gone)).toMatchObject({
    ok: false,
    error: { code: "not-well-formed", offset: 0 },
  });
});
