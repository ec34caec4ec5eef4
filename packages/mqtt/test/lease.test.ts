import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { openInboxFiles } from "@wirebook/mqtt/inbox";
import { describe, expect, test } from "vitest";
import { mountSmallDisk } from "wirebook-test/support/small-disk";
import { startInboxProcess } from "./support/inbox-process.ts";
import { newFolder, undo, until } from "./support/scene.ts";

/** A place for temporary files that no other process has. */
function ownTmp(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-tmp-"));
  undo(() => rmSync(folder, { recursive: true, force: true }));
  return { TMPDIR: folder };
}

describe("an inbox that a backend works from", () => {
  test("is refused to a second, whose TMPDIR is another, by another path, and it is told who has it", async () => {
    const path = newFolder();
    const first = startInboxProcess(path, { env: ownTmp() });
    await first.says("owner");
    const other = `${path}-mounted`;
    symlinkSync(path, other);
    undo(() => rmSync(other));
    const second = startInboxProcess(other, { env: ownTmp() });
    const refused = await second.says("refused");
    expect(refused).toContain("invalid-configuration");
    expect(refused).toContain(`process ${first.pid} on ${hostname()}`);
    expect(refused).toMatch(/since \d{4}-\d\d-\d\dT/);
    first.tell("a");
    await first.says("acknowledged a");
  });

  test("is refused below a path that is longer than that of a socket may be", async () => {
    const path = join(newFolder(), "a".repeat(120), "b".repeat(120));
    mkdirSync(path, { recursive: true });
    const first = startInboxProcess(path);
    await first.says("owner");
    await startInboxProcess(path, { env: ownTmp() }).says("refused");
    expect(first.lines).toEqual(["owner"]);
  });

  test("is refused to a process that sees other processes and another host name", async () => {
    const path = newFolder();
    const behind = ["unshare", "--fork", "--pid", "--mount-proc", "--uts", "--kill-child"];
    const first = startInboxProcess(path, { env: ownTmp(), behind });
    await first.says("owner");
    const second = startInboxProcess(path, { env: ownTmp(), behind });
    expect(await second.says("refused")).toContain("invalid-configuration");
  });

  test("stays its own while its disk is full, and takes what it could not write once there is room", async () => {
    const disk = mountSmallDisk(newFolder(), 4);
    undo(disk.remove);
    const path = join(disk.folder, "inbox");
    const first = startInboxProcess(path);
    await first.says("owner");
    disk.fill();
    for (let number = 0; number < 500; number++) first.tell(`${"a".repeat(2000)}${number}`);
    await first.says("inbox-failed");
    expect(await startInboxProcess(path).says("refused")).toContain(`process ${first.pid} on `);
    disk.makeRoom();
    await first.says("inbox-recovered");
    await until(() => first.lines.filter((line) => line.startsWith("handled")).length === 500);
    expect(first.lines.some((line) => line.startsWith("inbox-lost"))).toBe(false);
  });

  test("is no new one where its file is gone", async () => {
    const path = newFolder();
    const first = startInboxProcess(path);
    await first.says("owner");
    first.signal("SIGKILL");
    await first.ended;
    rmSync(join(path, "data.mdb"));
    expect(await startInboxProcess(path).says("refused")).toContain("expected its file data.mdb");
    rmSync(join(path, "owner.json"));
    await startInboxProcess(path).says("owner");
  });

  test("is free at once when that backend was killed, and what it acknowledged is handled", async () => {
    const path = newFolder();
    const first = startInboxProcess(path, { env: ownTmp() });
    await first.says("owner");
    first.tell("a");
    await first.says("acknowledged a");
    first.signal("SIGKILL");
    await first.ended;
    const second = startInboxProcess(path, { env: ownTmp() });
    await second.says("owner");
    second.tell("b");
    await second.says("acknowledged b");
  });

  test("is taken over from a process that stands still; that one then writes nothing, and says so", async () => {
    const path = newFolder();
    const first = startInboxProcess(path);
    await first.says("owner");
    first.tell("a");
    await first.says("handled a");
    // Not in the middle of a write: there it holds a lock that nobody can take from it.
    await new Promise((resolve) => setTimeout(resolve, 200));
    first.signal("SIGSTOP");
    const second = startInboxProcess(path);
    await second.says("owner");
    second.tell("b");
    await second.says("acknowledged b");
    first.tell("c");
    first.signal("SIGCONT");
    expect(await first.says("inbox-lost")).toContain(`process ${second.pid} on ${hostname()}`);
    second.tell("d");
    await second.says("handled d");
    expect(first.lines.filter((line) => /^(acknowledged|handled) /.test(line)).sort()).toEqual([
      "acknowledged a",
      "handled a false",
    ]);
    first.tell("close");
    expect(await first.ended).toBe(0);
    second.tell("close");
    expect(await second.ended).toBe(0);
    const files = openInboxFiles(path);
    undo(() => files.close());
    expect(await files.status()).toMatchObject({ messages: 3, pending: 0, atWork: false });
  });
});
