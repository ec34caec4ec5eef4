import { createBackend } from "@wirebook/mqtt";
import { messages, reqSync, upConfig, upData, upEnv, upStatus } from "@wirebook/schemas";
import { describe, expect, test } from "vitest";
import { quiet } from "./support/looking.ts";
import { wirebook } from "./support/run.ts";
import { undo } from "./support/undo.ts";

describe("simulate", () => {
  test("lets gateways report for a time, and prints what they did", async () => {
    const backend = await createBackend({ embedded: { port: 0 }, messages, inbox: false, ...quiet });
    undo(() => backend.close());
    const handled: Record<string, number> = {};
    for (const message of [upConfig, upData, upEnv, upStatus]) {
      backend.onUplink(message, () => {
        handled[message.name] = (handled[message.name] ?? 0) + 1;
      });
    }
    backend.onRequest(reqSync, () => {
      handled[reqSync.name] = (handled[reqSync.name] ?? 0) + 1;
      return { d: { app: null, boot: null, mfw: null, etag: null } };
    });
    const orders = ["--devices", "10", "--rate", "200", "--duration", "1", "--gaps", "5%", "--bad", "0.05"];
    const { code, out, err } = await wirebook(["simulate", ...orders, "--qos", "1", "--json"], {
      env: { WIREBOOK_URL: backend.urls[0] as string },
    });
    expect({ code, err }).toEqual({ code: 0, err: "10 devices are connected; Ctrl-C ends it\n" });
    const counts = JSON.parse(out);
    expect(counts.acknowledged).toBe(counts.sent);
    expect(counts.answers).toBe(counts.requests);
    expect(counts.bad).toBeGreaterThan(0);
    expect(handled).toEqual(counts.byType);
  });

  const wrong: [string, string[], RegExp][] = [
    ["nobody listens", ["--url", "mqtt://127.0.0.1:9"], /nobody listens there/],
    ["a share", ["--url", "mqtt://x", "--gaps", "5 %"], /Expected a share such as 5% or 0\.05/],
    ["a rate", ["--url", "mqtt://x", "--rate", "0"], /Expected a number above 0/],
  ];
  test.each(wrong)("says what is wrong: %s", async (_, parameters, words) => {
    const { code, err } = await wirebook(["simulate", ...parameters]);
    expect(code).toBe(2);
    expect(err).toMatch(words);
  });
});
