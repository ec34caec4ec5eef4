import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkInboxFiles, openInboxFiles, rescueInbox } from "@wirebook/mqtt/inbox";
import { describe, expect, test } from "vitest";
import { startChild } from "wirebook-test/support/child";
import { writeRecord } from "../src/inbox/store/record.ts";
import { openStore } from "../src/inbox/store/store.ts";
import { startInboxProcess } from "./support/inbox-process.ts";
import { newFolder, undo, until } from "./support/scene.ts";

const MESSAGES = 400;
const PAGE = 4096;
const dist = pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), "../dist/"));

/** An inbox in which messages wait, each other one dead instead; a few of them larger than a page. */
async function makeInbox(): Promise<string> {
  const folder = newFolder();
  const store = openStore(folder);
  for (let first = 1; first <= MESSAGES; first += 20) {
    store.commit((setNext) => {
      const numbers = Array.from({ length: 20 }, (_, index) => first + index);
      for (const number of numbers) {
        const payload = Buffer.alloc(number % 50 === 0 ? 9000 : 200, number);
        const record = {
          topicName: `a/${number}`,
          payload,
          format: "cbor",
          receivedAt: 1_700_000_000_000,
        } as const;
        store.messages.putSync(number, writeRecord(record));
        if (number % 10 === 0) {
          store.dead.putSync(number, {
            reason: { code: "handler", message: "broken" },
            attempts: 1,
            diedAt: 1,
          });
        }
      }
      store.waiting.change(({ add }) => numbers.filter((number) => number % 10 > 0).forEach(add));
      store.devices.putSync("70b3d5e050020901", String(first));
      setNext(first + 20);
    });
  }
  await store.close();
  return folder;
}

const pagesOf = (folder: string): number => readFileSync(join(folder, "data.mdb")).length / PAGE;

/** Numbers that are the same in each run. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Opens each folder as the command line does, reads all, writes much; a line for each, and no end before the last. */
const reader = `
  const { openInboxFiles } = await import("${dist}inbox.js");
  for (const folder of process.argv.slice(1)) {
    let line;
    try {
      const files = openInboxFiles(folder);
      const { messages, pending } = await files.status();
      let read = 0;
      for (const { payload } of files.messages()) read += payload.length > 0 ? 1 : 0;
      await files.replay({ from: new Date(0), to: new Date() });
      await files.purge({ before: new Date(), dead: true });
      await files.close();
      line = "opened " + messages + " " + pending + " " + read;
    } catch (error) {
      line = "refused " + error.name + " " + error.code + " " + error.message.replaceAll("\\n", " ");
    }
    process.stdout.write(line + "\\n");
  }
  process.stdout.write("all\\n");`;

async function readEach(folders: readonly string[]): Promise<string[]> {
  const child = startChild(process.execPath, ["--input-type=module", "-e", reader, ...folders]);
  const output = await child.says("all\n", 120_000);
  await child.ended;
  return output.trim().split("\n").slice(0, -1);
}

/** Copies of an inbox, each damaged in its own way. */
function damage(folder: string, count: number, change: (bytes: Buffer, copy: number) => Buffer): string[] {
  return Array.from({ length: count }, (_, copy) => {
    const place = join(newFolder(), String(copy));
    cpSync(folder, place, { recursive: true });
    const file = join(place, "data.mdb");
    writeFileSync(file, change(readFileSync(file), copy));
    return place;
  });
}

const whole = `opened ${MESSAGES} ${(MESSAGES * 9) / 10} ${MESSAGES}`;
const REFUSED = /^refused LinkError storage .*wirebook inbox rescue --path /;

describe("a damaged inbox is opened as it was, or refused with what to do, and ends no process", () => {
  test("whichever of its pages is all zeros", async () => {
    const folder = await makeInbox();
    const copies = damage(folder, pagesOf(folder), (bytes, page) =>
      bytes.fill(0, page * PAGE, (page + 1) * PAGE),
    );
    const lines = await readEach(copies);
    expect(lines.filter((line) => line !== whole && !REFUSED.test(line))).toEqual([]);
    expect(lines.filter((line) => REFUSED.test(line)).length).toBeGreaterThan(MESSAGES / 20);
  });

  test("wherever its file ends", async () => {
    const folder = await makeInbox();
    const pages = pagesOf(folder);
    const copies = damage(folder, pages, (bytes, page) => bytes.subarray(0, page * PAGE + (page % 2) * 100));
    // Empty, it would be a new inbox to the database. Somebody has worked from this one.
    writeFileSync(join(copies[0] as string, "owner.json"), " ");
    const lines = await readEach(copies);
    expect(lines.filter((line) => line !== whole && !REFUSED.test(line))).toEqual([]);
    expect(lines.slice(0, 10).every((line) => REFUSED.test(line))).toBe(true);
  });

  test("whatever bytes of it are others", async () => {
    const folder = await makeInbox();
    const random = numbersFrom(7);
    const copies = damage(folder, 60, (bytes, copy) => {
      for (let flips = 0; flips < 1 + (copy % 4) * 5; flips++) {
        const page = random(bytes.length / PAGE);
        // Heads of pages matter most.
        const at = page * PAGE + random(copy % 2 === 0 ? 200 : PAGE);
        bytes[at] = (bytes[at] as number) ^ (1 << random(8));
      }
      return bytes;
    });
    const lines = await readEach(copies);
    const opened = new RegExp(`^opened ${MESSAGES} \\d+ ${MESSAGES}$`);
    expect(lines.filter((line) => !opened.test(line) && !REFUSED.test(line))).toEqual([]);
    expect(lines.filter((line) => REFUSED.test(line)).length).toBeGreaterThan(10);
  });

  test("with a lock file that is gone, empty or of other bytes", async () => {
    const folder = await makeInbox();
    const copies = damage(folder, 3, (bytes) => bytes);
    rmSync(join(copies[0] as string, "lock.mdb"));
    truncateSync(join(copies[1] as string, "lock.mdb"));
    writeFileSync(join(copies[2] as string, "lock.mdb"), Buffer.alloc(8192, 0xa5));
    expect(await readEach(copies)).toEqual([whole, whole, whole]);
  });

  test("a file in the folder's place is no inbox", async () => {
    const place = join(newFolder(), "file");
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, "");
    const [line] = await readEach([place]);
    expect(line).toMatch(/^refused LinkError invalid-configuration /);
    expect(await startInboxProcess(place).says("refused")).toContain("refused invalid-configuration inbox ");
  });

  test("a backend that meets one does not begin", async () => {
    const [place] = damage(await makeInbox(), 1, (bytes) => bytes.subarray(0, bytes.length / 2));
    const backend = startInboxProcess(place as string);
    expect(await backend.says("refused")).toContain("refused storage");
    expect(await backend.ended).toBe(3);
  });
});

test("messages whose records are damaged are dead letters, and the others are handled", async () => {
  const folder = await makeInbox();
  const store = openStore(folder);
  const whole = Buffer.from(store.messages.get(1) as Buffer);
  store.commit(() => {
    store.messages.putSync(1, Buffer.from(whole.fill(9, 0, 1)));
    store.messages.putSync(2, Buffer.of(1, 0, 0));
    store.messages.putSync(3, Buffer.alloc(40, 0xff));
  });
  await store.close();
  expect(await checkInboxFiles(folder)).toMatchObject({ faultCount: 0, unreadable: 3, messages: MESSAGES });
  const backend = startInboxProcess(folder);
  await until(() => backend.lines.filter((line) => line.startsWith("dead-letter")).length === 3);
  await backend.says(`handled a/${MESSAGES - 1} true`);
  backend.tell("close");
  await backend.ended;
  const files = openInboxFiles(folder);
  undo(() => files.close());
  const unreadable = [...files.dead()].filter(
    ({ reason }) => reason.code !== "handler" || reason.message !== "broken",
  );
  expect(unreadable.map(({ topicName, payload }) => [topicName, payload.length])).toEqual([
    ["", whole.length],
    ["", 3],
    ["", 40],
  ]);
});

describe("rescue", () => {
  test("writes what can be read to a new folder, under the same ids; the next backend handles it and reports the rest", async () => {
    const folder = await makeInbox();
    const bytes = readFileSync(join(folder, "data.mdb"));
    // The page on which a message in the middle stands, and all older copies of it.
    const marks = [];
    for (let at = bytes.indexOf("a/203"); at >= 0; at = bytes.indexOf("a/203", at + 1)) marks.push(at);
    const pages = marks.map((at) => Math.floor(at / PAGE));
    const [place = ""] = damage(folder, 1, (all) => {
      for (const page of pages) all.fill(0, page * PAGE, (page + 1) * PAGE);
      return all;
    });
    const check = await checkInboxFiles(place);
    expect(check.faultCount).toBeGreaterThan(0);
    const target = newFolder();
    const rescued = await rescueInbox(place, target);
    expect(rescued.sameIds).toBe(true);
    expect(rescued.messages).toBeGreaterThan(MESSAGES - 30);
    const { missing, faultCount } = await checkInboxFiles(target);
    expect([faultCount, rescued.messages + missing.count]).toEqual([0, MESSAGES]);
    expect(missing.count).toBeGreaterThan(0);

    const backend = startInboxProcess(target);
    await backend.says("inbox-missing");
    await backend.says("owner");
    const last = `handled a/${MESSAGES - 1} true`;
    await backend.says(last);
    const handled = backend.lines.filter((line) => line.startsWith("handled"));
    expect(handled).toHaveLength(rescued.waiting - missing.waited);
    const numbers = handled.map((line) => Number(/a\/(\d+)/.exec(line)?.[1]));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    backend.tell("close");
    expect(await backend.ended).toBe(0);
    const files = openInboxFiles(target);
    expect(await files.status()).toMatchObject({ pending: 0, missing: missing.count, atWork: false });
    await files.close();
    // Said once.
    const again = startInboxProcess(target);
    await again.says("owner");
    expect(again.lines).toEqual(["owner"]);
  });

  test("of an inbox whose list of who waits is gone lets all wait that are not dead, and says how many", async () => {
    const folder = await makeInbox();
    const bytes = readFileSync(join(folder, "data.mdb"));
    const at = bytes.indexOf("waiting\0");
    const [place = ""] = damage(folder, 1, (all) => {
      for (let found = at; found >= 0; found = all.indexOf("waiting\0", found + 1)) all[found] = 0x58;
      return all;
    });
    const rescued = await rescueInbox(place, newFolder());
    expect(rescued).toMatchObject({ messages: MESSAGES, unsure: (MESSAGES * 9) / 10, dead: MESSAGES / 10 });
  });

  test("never writes over anything", async () => {
    const folder = await makeInbox();
    await expect(rescueInbox(folder, folder)).rejects.toThrow(/expected a new folder/);
  });
});
