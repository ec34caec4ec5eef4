/** What a view's value is in memory, and what in JSON. */
import {
  defineMessage,
  Enum,
  type MessageInput,
  type MessageJson,
  type MessageValue,
  Type,
  Uuid,
} from "@wirebook/codec";
import { expectTypeOf, test } from "vitest";

const viewed = defineMessage({
  name: "test/viewed",
  title: "Viewed",
  payload: Type.Object({
    id: Uuid(),
    maybe: Type.Optional(Uuid({ tag: true })),
    state: Enum({ idle: 0, running: 1 }),
    states: Type.Array(Enum({ on: "1", off: "0" })),
  }),
});

type Value = MessageValue<typeof viewed>;
type Json = MessageJson<typeof viewed>;
type Input = MessageInput<typeof viewed>;

test("a UUID is text", () => {
  expectTypeOf<Value["id"]>().toEqualTypeOf<string>();
  expectTypeOf<Json["id"]>().toEqualTypeOf<string>();
  expectTypeOf<Pick<Value, "maybe">>().toEqualTypeOf<{ maybe?: string }>();
});

test("an enum is one of its names", () => {
  expectTypeOf<Value["state"]>().toEqualTypeOf<"idle" | "running">();
  expectTypeOf<Json["state"]>().toEqualTypeOf<"idle" | "running">();
  expectTypeOf<Value["states"]>().toEqualTypeOf<("on" | "off")[]>();
});

test("what comes out goes in again", () => {
  expectTypeOf<Value>().toExtend<Input>();
});
