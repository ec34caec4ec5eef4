/** Payloads of unions that break off or are damaged: they are inspected in a process that has not much memory to lose. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { defineMessage, inspect, Type } from "@wirebook/codec";
import { expect, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";

const script = `
import { defineMessage, Embedded, inspect, Type } from "@wirebook/codec";
const of = (payload) => defineMessage({ name: "up/x", title: "X", payload });
const one = (t) => Type.Object({ t: Type.Literal(t), v: Type.Optional(Type.Integer()) });
const keyed = (status) =>
  Type.Object({ t: Type.Literal(status, { key: 1 }), v: Type.Optional(Type.Array(Type.Integer(), { key: 2 })) });
const texts = Type.Union([one("none"), one("full")]);
const unions = [
  [texts, ["a1617464" + "6e6f6e65", "a2617600617464" + "66756c6c", "bf61747f6266756266756c" + "6cffff"]],
  [Type.Union([one(1), one(1.5), one(true), Type.Null()]), ["a1617401", "a26174f93e00617601", "a16174f5"]],
  [Type.Union([keyed(1), keyed(70000)]), ["a20101028100", "a2011a00011170028101", "a20281000101"]],
  [Type.Union([Type.Object({ a: Type.Array(texts) }), Type.Object({ b: Type.String() })]), ["a1616181a1617464" + "6e6f6e65", "a1616261" + "78"]],
  [Embedded(texts), ["48a1617464" + "6e6f6e65", "5f44a161746444" + "6e6f6e65ff"]],
].map(([payload, hexes]) => [of(payload), hexes.map((hex) => Buffer.from(hex, "hex"))]);
const telling = [0x1b, 0x3b, 0x5b, 0x5f, 0x78, 0x7a, 0x7b, 0x7f, 0x81, 0x9b, 0x9f, 0xa1, 0xbb, 0xbf, 0xdb, 0xf9, 0xfb, 0xff];
const behind = [0, 0x7f, 0xff];
let inspected = 0;
for (const [message, payloads] of unions) {
  for (const payload of payloads) {
    for (let at = 0; at <= payload.length; at++) {
      for (const tail of [[], ...telling.flatMap((byte) => [[byte], ...behind.map((next) => [byte, ...Array(8).fill(next)])])]) {
        for (const rest of [[], payload.subarray(at + tail.length)]) {
          const cut = Buffer.concat([payload.subarray(0, at), Uint8Array.from(tail), Uint8Array.from(rest)]);
          // What lies behind a payload in its memory is none of it.
          const within = new Uint8Array(Buffer.concat([cut, payload])).subarray(0, cut.length);
          inspect(within, message);
          inspected++;
        }
      }
    }
  }
}
console.log(inspected);
`;

test("no damage to a payload of a union makes inspect throw, hang or run out of memory", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--max-old-space-size=128", "--input-type=module", "--eval", script],
    { cwd: import.meta.dirname, timeout: 120_000 },
  );
  expect(Number(stdout)).toBeGreaterThan(10_000);
});

test.each([
  ["a text that is cut off", "a1617464", undefined],
  ["a literal that is whole", "a26174646e6f6e656176", "found none"],
])("inspect tells the branch by %s no further than it can be read", (_, hex, description) => {
  const one = (t: string) => Type.Object({ t: Type.Literal(t) }, { description: `found ${t}` });
  const message = defineMessage({
    name: "up/x",
    title: "X",
    payload: Type.Union([one("none"), one("full")]),
  });
  const { items, fault } = inspect(fromHex(hex), message);
  expect(items[0]?.description).toBe(description);
  expect(fault?.code).toBe("not-well-formed");
});

test("inspect tells the branch by a member whose value is cut off", () => {
  const payload = Type.Union([
    Type.Object({ a: Type.Number({ unit: "V" }) }),
    Type.Object({ b: Type.Number({ unit: "A" }) }),
  ]);
  const { items } = inspect(fromHex("a16162fb"), defineMessage({ name: "up/x", title: "X", payload }));
  expect(items.map(({ diagnostic }) => diagnostic)).toEqual(["map(1)", '"b"']);
  const { items: inChunks } = inspect(
    fromHex("a161627f"),
    defineMessage({ name: "up/x", title: "X", payload }),
  );
  expect(inChunks.at(-1)).toMatchObject({ diagnostic: "…", unit: "A" });
});
