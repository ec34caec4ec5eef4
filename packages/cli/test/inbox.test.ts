import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBackend, createDevice } from "@wirebook/mqtt";
import { messages, upEnv } from "@wirebook/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { wirebook } from "./support/run.ts";

const folder = mkdtempSync(join(tmpdir(), "wirebook-cli-inbox-"));
const path = ["--path", join(folder, "inbox")];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const devEui = "70b3d5e050020901";
const env = (n: bigint) => ({ n, q: "env" as const, d: { vbat: 3600 } });

/** A backend whose handler is as given; resolves when it has handled so many messages, or given them up. */
async function handle(
  publish: readonly bigint[],
  handler: (n: bigint) => void,
  until: number,
): Promise<void> {
  let settled = 0;
  let done = (): void => {};
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  const settle = (): void => {
    if (++settled === until) done();
  };
  const backend = await createBackend({
    embedded: { port: 0 },
    messages,
    inbox: { path: join(folder, "inbox"), attempts: 2, firstWait: 1 },
    report: ({ type }) => type === "dead-letter" && settle(),
  });
  backend.onUplink(upEnv, ({ n }) => {
    handler(n);
    settle();
  });
  const device = await createDevice({ hosts: backend.urls, devEui, messages, qos: 1 });
  for (const n of publish) await device.publish(upEnv, env(n));
  await all;
  await device.close();
  await backend.close();
}

beforeAll(() =>
  handle(
    [1n, 2n, 3n],
    (n) => {
      if (n === 2n) throw new Error("the disk of the archive is full");
    },
    3,
  ),
);

describe("wirebook inbox", () => {
  test("status counts", async () => {
    const { code, out } = await wirebook(["inbox", "status", ...path]);
    expect(code).toBe(0);
    expect(out).toMatch(/messages kept +3\n/);
    expect(out).toMatch(/waiting +0\n/);
    expect(out).toMatch(/dead letters +1\n/);
    expect(out).toMatch(/backend at work +no\n/);
  });

  test("dead lists what was given up, with its reason", async () => {
    const { out } = await wirebook(["inbox", "dead", ...path]);
    expect(out).toContain("Error: the disk of the archive is full");
    expect(out).toContain(devEui);
  });

  test("payloads show when they are revealed, and not before", async () => {
    const { out } = await wirebook(["inbox", "dead", "--json", ...path]);
    expect(JSON.parse(out)).toMatchObject({ message: "up/env", attempts: 2, hex: "[hidden]" });
    const revealed = await wirebook(["inbox", "dead", "--json", "--reveal", ...path]);
    expect(upEnv.decode(Buffer.from(JSON.parse(revealed.out).hex, "hex")).n).toBe(2n);
  });

  test("replay hands dead letters to the next backend", async () => {
    const replay = await wirebook(["inbox", "replay", "--dead", ...path]);
    expect(replay.out).toBe("1 message to be handled once more: the next backend handles them\n");
    const handled: bigint[] = [];
    await handle([], (n) => handled.push(n), 1);
    expect(handled).toEqual([2n]);
    expect((await wirebook(["inbox", "status", ...path])).out).toMatch(/dead letters +0\n/);
  });

  test("replay of a range of time hands over all of it, in order", async () => {
    const replay = await wirebook(["inbox", "replay", "--from", "1h", ...path]);
    expect(replay.out).toContain("3 messages");
    const handled: bigint[] = [];
    await handle([], (n) => handled.push(n), 3);
    expect(handled).toEqual([1n, 2n, 3n]);
  });

  test("purge removes what is done", async () => {
    expect((await wirebook(["inbox", "purge", "--before", "1h", ...path])).out).toBe("0 messages removed\n");
    expect((await wirebook(["inbox", "purge", "--before", "0m", ...path])).out).toBe("3 messages removed\n");
  });

  test.each([
    [["inbox", "status", "--path", join(folder, "none")], "expected the folder of an inbox, found none"],
    [["inbox", "replay", ...path], "expected one of: ids, --dead, --from"],
    [
      ["inbox", "replay", "--from", "1h", "--to", "2h", ...path],
      "--from: expected a time before --to, found 20",
    ],
    [["inbox", "purge", "--before", "soon", ...path], "--before: expected a time"],
    [["inbox", "dead", "--reveal", ...path], "--reveal goes with --json"],
    [["inbox", "replay", "00000000-7", ...path], "1 of the ids are no dead letters here"],
    [["acl", "70b3d5e05002090"], "DevEUI at character 0: expected 16 hexadecimal digits"],
  ])("%j is refused", async (words, text) => {
    const { code, err } = await wirebook(words);
    expect(err.replaceAll(/\s+/g, " ")).toContain(text);
    expect(code).toBe(2);
  });
});

test("wirebook acl writes explicit lines for both spellings", async () => {
  const { out } = await wirebook(["acl", "--backend", "backend", "--prefix", "plant/7"], {
    input: `${devEui}\n`,
  });
  expect(out).toContain("user backend\ntopic read plant/7/+/up/#\n");
  expect(out).toContain(`user urn:dev:mac:${devEui}\ntopic write plant/7/${devEui}/up/#\n`);
});
