import { copyFileSync, readFileSync, statSync, truncateSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkInboxFiles, rescueInbox } from "@wirebook/mqtt/inbox";
import { describe, expect, test } from "vitest";
import { startChild } from "wirebook-test/support/child";
import { type InboxProcess, startInboxProcess } from "./support/inbox-process.ts";
import { newFolder, until } from "./support/scene.ts";

const dist = pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), "../dist/inbox/"));
/** Becomes the owner of an inbox, and does nothing more until it is told to leave it. */
const owning = `
  const { openOwnedStore } = await import("${dist}owned-store.js");
  const owned = await openOwnedStore(process.argv[1]);
  process.stdout.write("owner;");
  process.stdin.once("data", () => owned.close().then(() => process.exit()));`;

const MESSAGES = 300;

const acknowledged = (backend: InboxProcess): number =>
  backend.lines.filter((line) => line.startsWith("acknowledged")).length;

/** Lets an inbox take messages, the last third of which nobody ever handles. */
async function fill(backend: InboxProcess, count = MESSAGES): Promise<void> {
  const before = acknowledged(backend);
  for (let number = 1; number <= count; number++) {
    backend.tell(`${number > (count * 2) / 3 ? "hold" : "a"}/${"b".repeat(200)}/${number}`);
  }
  await until(() => acknowledged(backend) === before + count);
}

const cut = (folder: string, part: number): void => {
  const file = join(folder, "data.mdb");
  truncateSync(file, Math.floor(statSync(file).size * part));
};

/** What the inbox was, once its owner has said so beside its file. */
async function noted(folder: string, next: number, waiting: number): Promise<void> {
  await until(() => readFileSync(join(folder, "owner.beat"), "utf8").includes(` ${next} 1 ${waiting} `));
}

describe("of an inbox whose file is cut off", () => {
  for (const part of [0, 0.01, 0.3, 0.6]) {
    test(`at ${part} of its length, what is missing is counted, before and after a rescue`, async () => {
      const folder = newFolder();
      const backend = startInboxProcess(folder);
      await backend.says("owner");
      await fill(backend);
      await noted(folder, MESSAGES + 1, MESSAGES / 3);
      backend.signal("SIGKILL");
      await backend.ended;
      cut(folder, part);

      const check = await checkInboxFiles(folder);
      expect(check.faultCount).toBeGreaterThan(0);
      expect(check.messages + check.missing.count).toBe(MESSAGES);
      expect(check.missing.waited).toBeGreaterThanOrEqual(MESSAGES / 3 - check.messages);

      const target = newFolder();
      const rescued = await rescueInbox(folder, target);
      expect(rescued.sameIds).toBe(true);
      const { missing, messages } = await checkInboxFiles(target);
      expect(messages + missing.count).toBe(MESSAGES);
      expect(missing.waited).toBeGreaterThanOrEqual(Math.max(0, MESSAGES / 3 - rescued.messages));
      expect(missing.waited).toBeLessThanOrEqual(MESSAGES / 3);

      const next = startInboxProcess(target);
      // Newer copies of all that was cut off may stand before it.
      if (missing.count > 0) await next.says("inbox-missing");
      await next.says("owner");
      next.tell("a/new");
      await next.says("handled a/new");
      next.tell("close");
      await next.ended;
      // The numbers of what is missing are not given to others.
      expect((await checkInboxFiles(target)).messages).toBe(messages + 1);
      expect((await checkInboxFiles(target)).missing).toMatchObject({ count: 0, next: MESSAGES + 2 });
    });
  }

  test("whose owner left nothing waiting, and in order, the count is exact", async () => {
    const folder = newFolder();
    const backend = startInboxProcess(folder);
    await backend.says("owner");
    for (let number = 1; number <= 50; number++) backend.tell(`a/${number}`);
    await backend.says("handled a/50");
    backend.tell("close");
    await backend.ended;
    cut(folder, 0.1);
    const { messages, missing } = await checkInboxFiles(folder);
    expect(missing).toMatchObject({ count: 50 - messages, waited: 0, exact: true });
  });
});

test("an older copy in the place of an inbox's file is met with what came since, and its ids are not given anew", async () => {
  const folder = newFolder();
  const file = join(folder, "data.mdb");
  const copy = `${folder}-copy`;
  const first = startInboxProcess(folder);
  await first.says("owner");
  first.tell("a/1");
  await first.says("handled");
  first.tell("close");
  await first.ended;
  copyFileSync(file, copy);
  const second = startInboxProcess(folder);
  await second.says("owner");
  for (let number = 2; number <= 10; number++) second.tell(`a/${number}`);
  await second.says("handled a/10");
  second.tell("close");
  await second.ended;
  copyFileSync(copy, file);
  expect((await checkInboxFiles(folder)).missing).toMatchObject({ count: 9, ranges: [[2, 10]] });
  // Who ends before it has said so leaves that to the next.
  for (const inOrder of [false, true]) {
    const between = startChild(process.execPath, ["--input-type=module", "-e", owning, folder]);
    await between.says("owner;");
    if (inOrder) between.process.stdin?.write("leave");
    await (inOrder ? between.ended : between.end("SIGKILL"));
  }
  expect((await checkInboxFiles(folder)).missing).toMatchObject({ count: 9, ranges: [[2, 10]] });
  const third = startInboxProcess(folder);
  await third.says("inbox-missing");
  third.tell("a/11");
  await third.says("acknowledged a/11");
  third.tell("close");
  await third.ended;
  const { messages, missing } = await checkInboxFiles(folder);
  expect(messages).toBe(2);
  expect(missing).toMatchObject({ count: 0, next: 12 });
});
