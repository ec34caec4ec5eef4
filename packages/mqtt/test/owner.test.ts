import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { type Child, startChild } from "wirebook-test/support/child";
import { readTopicName, writeRecord } from "../src/inbox/store/record.ts";
import { openStore } from "../src/inbox/store/store.ts";

const dist = pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), "../dist/inbox/"));
const script = `
  const { openStore } = await import("${dist}store/store.js");
  const { ownInbox } = await import("${dist}lease/owner.js");
  const store = openStore(process.argv[1]);
  process.stdout.write("begun ");
  process.stdin.once("data", () => ownInbox(store.path, (run) => store.commit(run), { inbox: "", next: 1, from: 1, waiting: 0 }, () => {}).then(
    () => process.stdout.write("owner;"),
    ({ code }) => process.stdout.write(code + ";"),
  ));`;

test("a backend that follows another numbers its messages on from the last that was written", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-owner-"));
  const child = startChild(process.execPath, ["--input-type=module", "-e", script, folder]);
  await child.says("begun");
  child.process.stdin?.write("go");
  await child.says("owner;");
  await child.end("SIGKILL");
  const { openInbox } = await import(`${dist}inbox.js`);
  const worker = {
    nameOf: () => undefined,
    hasNumber: () => false,
    report: () => {},
    process: () => ({ done: true }),
  };
  const opening = openInbox({ path: folder }, worker);
  // The other's last write, while this one finds out that it is gone.
  const store = openStore(folder);
  const received = {
    topicName: "a",
    payload: new Uint8Array(),
    format: "cbor",
    receivedAt: Date.now(),
  } as const;
  store.commit((setNext) => {
    store.messages.putSync(1, writeRecord(received));
    setNext(2);
  });
  const inbox = await opening;
  await new Promise<void>((resolve) => inbox.append({ ...received, topicName: "b" }, resolve));
  await inbox.close();
  store.refresh();
  expect([...store.messages.getRange({})].map(({ value }) => readTopicName(value))).toEqual(["a", "b"]);
  await store.close();
  rmSync(folder, { recursive: true });
});

test("of many processes that begin at once after a crash, one works from the inbox", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-owner-"));
  const children: Child[] = [];
  const begin = async (): Promise<Child> => {
    const child = startChild(process.execPath, ["--input-type=module", "-e", script, folder]);
    children.push(child);
    await child.says("begun");
    return child;
  };
  try {
    const first = await begin();
    first.process.stdin?.write("go");
    await first.says("owner;");
    const others = await Promise.all(Array.from({ length: 5 }, begin));
    await first.end("SIGKILL");
    for (const other of others) other.process.stdin?.write("go");
    await Promise.all(others.map((other) => other.says(";")));
    const said = others.map((other) => /begun (.*);/.exec(other.output())?.[1]).sort();
    expect(said).toEqual([...Array(4).fill("invalid-configuration"), "owner"]);
  } finally {
    for (const child of children) await child.end();
    rmSync(folder, { recursive: true });
  }
});
