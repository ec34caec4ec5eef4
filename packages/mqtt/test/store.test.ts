import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { openInboxFiles } from "@wirebook/mqtt/inbox";
import { open } from "lmdb";
import { describe, expect, test } from "vitest";
import { startChild } from "wirebook-test/support/child";
import { writeRecord } from "../src/inbox/store/record.ts";
import { openStore } from "../src/inbox/store/store.ts";
import { holdWrites } from "./support/hold-writes.ts";
import { startInboxProcess } from "./support/inbox-process.ts";
import { newFolder, undo, until } from "./support/scene.ts";

/** An inbox in which one message waits. */
async function makeInbox(): Promise<string> {
  const folder = newFolder();
  const store = openStore(folder);
  const received = {
    topicName: "a",
    payload: Uint8Array.of(1),
    format: "cbor",
    receivedAt: Date.now(),
  } as const;
  store.commit((setNext) => {
    store.messages.putSync(1, writeRecord(received));
    store.waiting.change(({ add }) => add(1));
    setNext(2);
  });
  await store.close();
  return folder;
}

async function withMeta<T>(
  folder: string,
  run: (meta: { get(name: string): string; putSync(name: string, value: string): void }) => T,
): Promise<T> {
  const root = open({ path: folder, noSubdir: false, maxDbs: 8, encoding: "binary" });
  const result = run(root.openDB("meta", { encoding: "string" }) as never);
  await root.close();
  return result;
}

describe("an inbox of the format before", () => {
  test("is looked at as it is, and becomes one of this format when a backend works from it", async () => {
    const folder = await makeInbox();
    await withMeta(folder, (meta) => meta.putSync("format", "2"));
    const files = openInboxFiles(folder);
    expect(await files.status()).toMatchObject({ messages: 1, pending: 1, missing: 0, atWork: false });
    await files.close();
    expect(await withMeta(folder, (meta) => meta.get("format"))).toBe("2");
    const backend = startInboxProcess(folder);
    await backend.says("handled a true");
    expect(backend.lines.filter((line) => line.startsWith("inbox-"))).toEqual([]);
    backend.tell("close");
    await backend.ended;
    expect(await withMeta(folder, (meta) => meta.get("format"))).toBe("3");
  });
});

test("an inbox of the format before is refused while a process of that version has it open", async () => {
  const folder = await makeInbox();
  await withMeta(folder, (meta) => meta.putSync("format", "2"));
  const script = `
    const { open } = await import(${JSON.stringify(import.meta.resolve("lmdb"))});
    const root = open({ path: process.argv[1], noSubdir: false, overlappingSync: false, maxDbs: 8 });
    root.openDB("meta", { encoding: "string" }).get("id");
    process.stdout.write("open;");
    setInterval(() => {}, 1000);`;
  const old = startChild(process.execPath, ["--input-type=module", "-e", script, folder]);
  undo(() => old.end());
  await old.says("open;");
  const refused = await startInboxProcess(folder).says("refused");
  expect(refused).toContain(`process ${old.process.pid} still has it open`);
  await old.end();
  await startInboxProcess(folder).says("handled a true");
});

test("an inbox of a later format is refused with what to do", async () => {
  const folder = await makeInbox();
  await withMeta(folder, (meta) => meta.putSync("format", "4"));
  expect(() => openInboxFiles(folder)).toThrow(/expected format 2 or 3, found 4.* use that version/);
  expect(await startInboxProcess(folder).says("refused")).toContain(
    "use that version of Wirebook or a later one",
  );
});

test("a backend whose inbox cannot be opened leaves it to the next", async () => {
  const folder = await makeInbox();
  await withMeta(folder, (meta) => meta.putSync("format", "4"));
  await startInboxProcess(folder).says("refused");
  await withMeta(folder, (meta) => meta.putSync("format", "3"));
  await startInboxProcess(folder).says("handled a true");
});

test("a folder that can only be read is shown, and refuses what would change it", async () => {
  const folder = await makeInbox();
  const place = newFolder();
  mkdirSync(place, { recursive: true });
  execFileSync("mount", ["--bind", folder, place]);
  undo(() => execFileSync("umount", ["--lazy", place]));
  execFileSync("mount", ["-o", "remount,bind,ro", place]);
  const files = openInboxFiles(place);
  undo(() => files.close());
  expect(await files.status()).toMatchObject({ messages: 1, pending: 1, atWork: false });
  expect([...files.messages()]).toMatchObject([{ topicName: "a", state: "waiting" }]);
  await expect(files.purge({ before: new Date() })).rejects.toThrow(/can only be read here/);
});

test("a range of time that is none, and a time that is none, are refused", async () => {
  const files = openInboxFiles(await makeInbox());
  undo(() => files.close());
  const now = new Date();
  for (const [from, to] of [
    [now, now],
    [now, new Date(0)],
    [new Date("soon"), now],
    [now, new Date("soon")],
  ] as const) {
    await expect(files.replay({ from, to })).rejects.toMatchObject({ code: "invalid-configuration" });
  }
  await expect(files.purge({ before: new Date("soon") })).rejects.toThrow(/expected { before }, a time/);
});

test("the command line in a container of its own sees the owner in another, and hands it replays", async () => {
  const folder = await makeInbox();
  const behind = ["unshare", "--fork", "--pid", "--mount-proc", "--uts", "--kill-child"];
  const backend = startInboxProcess(folder, { behind });
  await backend.says("handled a true");
  const files = openInboxFiles(folder);
  undo(() => files.close());
  const { atWork, owner } = await files.status();
  expect([atWork, owner?.pid]).toEqual([true, 1]);
  await until(() => files.waiting().pending === 0);
  expect(await files.replay({ from: new Date(0), to: new Date(8.64e15) })).toBe(1);
  await until(() => backend.lines.filter((line) => line === "handled a true").length === 2);
});

test("an owner that stands still in the middle of a write is named, and nobody waits for it for ever", async () => {
  const folder = await makeInbox();
  const first = startInboxProcess(folder);
  await first.says("handled a true");
  await holdWrites(folder);
  first.signal("SIGSTOP");
  const refused = await startInboxProcess(folder).says("refused");
  expect(refused).toContain(`process ${first.pid} on `);
  expect(refused).toContain("stands still in the middle of a write");
});
