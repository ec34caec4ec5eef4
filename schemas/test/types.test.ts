import type { Message, MessageJson, MessageValue } from "@wirebook/codec";
import {
  type DownComment,
  type DownReboot,
  type DownSync,
  type downFw,
  messages,
  type ReqFw,
  reqSync,
  type UpConfig,
  type UpData,
  type upConfig,
  type upData,
} from "@wirebook/schemas";
import { expectTypeOf, test } from "vitest";

type Mode = "C" | "T" | "S" | "X" | "U";

/** What comes out: bytes that every interface of the web takes. */
type Bin = Uint8Array<ArrayBuffer>;

interface Besides {
  vbat?: number;
  temperature?: number;
  monitor?: boolean | number | string;
}

test("metering data is typed to the last member", () => {
  expectTypeOf<UpData>().toEqualTypeOf<MessageValue<typeof upData>>();
  expectTypeOf<UpData["i"]>().toEqualTypeOf<string>();
  expectTypeOf<UpData["n"]>().toEqualTypeOf<bigint>();
  expectTypeOf<UpData["q"]>().toEqualTypeOf<"data">();
  expectTypeOf<UpData["d"]>().branded.toEqualTypeOf<
    | (Besides & { batch: { timestamp: number; mode: Mode; rssi: number; telegram: Bin }[] })
    | (Besides & { timestamp: number; rssi: number; telegram: Bin })
  >();
});

test("its JSON form has base64 and exact counters", () => {
  type Json = MessageJson<typeof upData>;
  expectTypeOf<Json["n"]>().toEqualTypeOf<number | string>();
  expectTypeOf<Extract<Json["d"], { batch: unknown }>["batch"][number]["telegram"]>().toEqualTypeOf<string>();
});

test("a configuration has its known members and others", () => {
  expectTypeOf<UpConfig["d"]["JoinEUI"]>().toEqualTypeOf<Bin | undefined>();
  expectTypeOf<UpConfig["d"]["cmodeDurSec"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<UpConfig["d"]["PIN"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<UpConfig["d"][string]>().toEqualTypeOf<unknown>();
  expectTypeOf<MessageJson<typeof upConfig>["d"]["AppKey"]>().toEqualTypeOf<string | undefined>();
});

test("a request knows its name, an answer what may be null", () => {
  expectTypeOf(reqSync.name).toEqualTypeOf<"req/sync">();
  expectTypeOf<ReqFw["q"]>().toEqualTypeOf<"fw">();
  expectTypeOf<DownSync["d"]["etag"]>().toEqualTypeOf<Bin | null>();
  expectTypeOf<DownSync["r"]>().toEqualTypeOf<bigint>();
});

test("an answer and a command are told apart by a member", () => {
  type DownFw = MessageValue<typeof downFw>;
  expectTypeOf<Extract<DownFw, { q: "fw" }>["d"]["app"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Extract<DownFw, { r: bigint }>["d"]["chunk"]>().toEqualTypeOf<Bin>();
});

test("a command has the data that it takes", () => {
  expectTypeOf<DownReboot>().toEqualTypeOf<{ q: "reboot" }>();
  expectTypeOf<DownComment>().toEqualTypeOf<{ q: "comment"; d: string }>();
});

test("the list is one of message types", () => {
  expectTypeOf(messages).toEqualTypeOf<readonly Message[]>();
});
