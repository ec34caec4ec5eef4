import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { openEndedSessions } from "../../src/serve/session/ended-sessions.ts";
import type { Session } from "../../src/serve/session/session.ts";
import { newSite } from "../site.ts";

const hour = 3_600_000;
let file: string;
const log: string[] = [];
const open = () => openEndedSessions(file, 12 * hour, (_level, message) => void log.push(message));
const session = (id: string, reader = "local:ada", started = Date.now()): Session => ({
  id,
  reader: { id: reader, name: reader },
  epoch: 0,
  started,
  seen: started,
  expires: started + 12 * hour,
  browser: "",
});

beforeEach(() => {
  file = path.join(newSite("ended"), "ended.jsonl");
  log.length = 0;
});

test("a session that ended stays so, and no other does", async () => {
  const ended = await open();
  expect(existsSync(file)).toBe(false);
  await ended.end(session("one"));
  const again = await open();
  expect(["one", "two"].map((id) => [ended.has(session(id)), again.has(session(id))])).toEqual([
    [true, true],
    [false, false],
  ]);
});

test("the others of a reader end, what they start later does not, and nobody else's", async () => {
  const ended = await open();
  await ended.endOthers(session("this"));
  const later = Date.now() + hour;
  for (const list of [ended, await open()]) {
    expect(list.has(session("this"))).toBe(false);
    expect(list.has(session("other", "local:ada", Date.now() - hour))).toBe(true);
    expect(list.has(session("new", "local:ada", later))).toBe(false);
    expect(list.has(session("theirs", "local:bea", Date.now() - hour))).toBe(false);
  }
});

test("what no cookie could open any more is dropped at the start, and a line that was cut off stops nothing", async () => {
  const ended = await open();
  await ended.end(session("old", "local:ada", Date.now() - 13 * hour));
  await ended.end(session("one"));
  writeFileSync(file, `${readFileSync(file, "utf8")}{"session":"tw`);
  const again = await open();
  expect([again.has(session("one")), again.has(session("old"))]).toEqual([true, false]);
  expect(readFileSync(file, "utf8")).not.toMatch(/old|"tw/);
});

test("where it cannot be written, a session ends until the server does, and that is told", async () => {
  const ended = await open();
  newSite("ended/ended.jsonl");
  await ended.end(session("one"));
  expect([ended.has(session("one")), log.join()]).toEqual([
    true,
    expect.stringMatching(/cannot be written \(EISDIR\)/),
  ]);
});
