import type { Message } from "@wirebook/codec";
import { messages, upConfig } from "@wirebook/schemas";
import { expect, test } from "vitest";
import { describeUplink } from "../src/live/uplink.ts";

const examples = (messages as readonly Message[])
  .filter(({ direction }) => direction !== "down")
  .flatMap((message) =>
    message.examples.map(({ title, json }) => [message.name, title, message, json] as const),
  );
const seen = { id: 1, devEui: "70b3d5e050020901", time: 0 };

test.each(examples)(
  "%s, %s: what the live page is given is a payload of its type",
  (_, __, message, json) => {
    const value = message.fromJson(json) as { n: bigint };
    const { payload = "", members, ...rest } = describeUplink(message, value, seen);
    expect(rest).toMatchObject({
      message: message.name,
      title: message.title,
      bytes: message.encode(value).length,
    });
    const shown = message.decode(Buffer.from(payload, "base64url"));
    expect(Object.keys(message.toJson(shown) as object)).toEqual(Object.keys(json as object));
    expect(members.find(({ path }) => path === "/n")).toMatchObject({ value: String(value.n) });
  },
);

test("sensitive values are hidden, and zeros stand for them in the bytes", () => {
  const [example] = upConfig.examples;
  const value = upConfig.fromJson(example?.json);
  const { payload = "", members } = describeUplink(upConfig, value, seen);
  const bytes = Buffer.from(payload, "base64url");
  const { d } = upConfig.decode(bytes);
  expect(d.AppKey).toEqual(new Uint8Array(16));
  expect(d.Host).toBe("0".repeat(value.d.Host?.length ?? 0));
  expect(d.JoinEUI).toEqual(value.d.JoinEUI);
  const hidden = members.filter((member) => member.value === "[hidden]").map(({ path }) => path);
  expect(hidden).toEqual(["/d/Host", "/d/PIN", "/d/AppKey", "/d/NwkKey"]);
  const said = bytes.toString("latin1") + JSON.stringify(members);
  for (const secret of ["invented-password", "invented appkey!"]) expect(said).not.toContain(secret);
});
