import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { gateCommand } from "../site.ts";
import { rows, type Trial, table } from "./asvs.ts";
import { visitor } from "./client.ts";
import { published } from "./published.ts";
import { addAccount, origin, password, type Running, running } from "./running.ts";

let dir: string;
let server: Running;

const addUser: Trial["addUser"] = (given) =>
  new Promise((resolve) => {
    const args = [gateCommand, "user", "add", "ada", "--users", path.join(dir, "users.json")];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        output += data;
      });
    }
    child.on("close", () => resolve(output));
    child.stdin.end(`${given}\n`);
  });

beforeAll(async () => {
  dir = (await published("asvs")).dir;
  server = await running(dir, { limits: { perAddress: 10_000, perAccount: 10_000 } });
});
beforeEach(async () => {
  // Some rows give ada another password.
  await addAccount(server.usersFile, "ada");
  const signIn = () => visitor(server.address, origin).signIn("ada", password);
  await expect.poll(async () => (await signIn()).status).toBe(303);
});
afterAll(() => server.stop());

test.each(rows.map((row) => [row[0], row[1], row] as const))("%s: %s", async (_id, _asks, [, , , , see]) => {
  await see({ dir, server, addUser });
});

test("the README has this table", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const shown = readme.split("<!-- asvs:begin -->\n\n")[1]?.split("\n\n<!-- asvs:end -->")[0];
  expect(shown).toBe(table());
});
