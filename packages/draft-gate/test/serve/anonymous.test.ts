import { renameSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readersEtags, uselessCookies } from "./anonymous.ts";
import { type Child, startServe } from "./child.ts";
import { ask, visitor } from "./client.ts";
import { compare, madeUpPath, open, pairMaker, randomFrom } from "./fuzz.ts";
import { draftPaths, type Published, published } from "./published.ts";
import { origin, password } from "./running.ts";

const requests = 10_000;

describe.each(["/", "/x/"])("for somebody who is not signed in, at %s", (baseUrl) => {
  let site: Published;
  let server: Child;

  beforeAll(async () => {
    site = await published(`anonymous${baseUrl.replaceAll("/", "-")}`, baseUrl);
    server = await startServe(site.dir, {}, { watchFiles: true });
  });
  afterAll(() => server.stop());

  test(`a draft's address and a made-up one differ in no byte, in ${requests / 2} requests`, async () => {
    expect(draftPaths.map(madeUpPath).some((made, index) => made === draftPaths[index])).toBe(false);
    const etags = ['"x"'];
    const makePair = pairMaker(randomFrom(5), { baseUrl, cookies: await uselessCookies(), etags });
    const { differences, statuses } = await compare(server.address, makePair, requests / 2);
    expect(differences).toEqual([]);
    expect(statuses.get("404")).toBeGreaterThan(requests / 6);
    expect(server.opened()).toEqual([]);
  });

  test("with the ETags of both trees, and after readers filled the memory, the same holds", async () => {
    const etags = await readersEtags(server.address, baseUrl);
    expect(etags.length).toBe(3);
    expect(server.opened().join("\n")).toContain("draft");
    const makePair = pairMaker(randomFrom(7), { baseUrl, cookies: await uselessCookies(), etags });
    const { differences } = await compare(server.address, makePair, 2000);
    expect(differences).toEqual([]);
  });

  test("nothing changes when the private tree is taken away", async () => {
    const paths = [...draftPaths, "", "docs/intro", "nothing", "assets/large.0123456789.bin"];
    const all = () => Promise.all(paths.map((one) => ask(server.address, baseUrl + one)));
    const before = await all();
    const tree = path.join(site.dir, "releases/1/private");
    renameSync(tree, `${tree}-away`);
    const after = await all();
    renameSync(`${tree}-away`, tree);
    expect(after.map(({ status, text }) => [status, text])).toEqual(
      before.map(({ status, text }) => [status, text]),
    );
  });

  test("other ways to ask find nothing either", async () => {
    const say = async (bytes: string) => {
      const connection = await open(server.address);
      const [answer] = await connection.ask([bytes]);
      connection.end();
      return answer;
    };
    for (const draft of draftPaths) {
      const twice = async (request: (path: string) => string) => {
        const [one, two] = [await say(request(draft)), await say(request(madeUpPath(draft)))];
        expect(one).toBe(two);
      };
      await twice((one) => `GET ${baseUrl}${one} HTTP/1.0\r\n\r\n`);
      await twice((one) => `GET ${baseUrl}${one} HTTP/1.1\r\n\r\n`);
      await twice((one) => `GET ${one} HTTP/1.1\r\nHost: x\r\n\r\n`);
      await twice((one) => `CONNECT ${one} HTTP/1.1\r\nHost: x\r\n\r\n`);
      await twice((one) => `BREW ${baseUrl}${one} HTTP/1.1\r\nHost: x\r\n\r\n`);
      await twice((one) => `GET ${baseUrl}${one} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      await twice((one) => `GET ${baseUrl}${one} HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(20_000)}\r\n\r\n`);
      await twice((one) => `POST ${baseUrl}${one} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n`);
      await twice((one) => `GET ${baseUrl}auth/check?${one} HTTP/1.1\r\nHost: x\r\n\r\n`);
    }
  });
});

test("the sign-in page is the same whichever page it is asked from, but for its token", async () => {
  const site = await published("same-sign-in");
  const server = await startServe(site.dir);
  const page = async (from: string) => {
    const { text, rawHeaders } = await ask(server.address, "/auth/sign-in", {
      headers: { referer: origin + from },
    });
    const headers = rawHeaders.join("\n").replace(/draft-gate-form=[^;]*/, "");
    return (text + headers).replace(/name="token" value="[^"]*"/, "").replace(/Date\n.*/, "");
  };
  expect(await page("/docs/draft")).toBe(await page("/docs/esbgu"));
  const reader = visitor(server.address, origin);
  await reader.signIn("ada", password);
  expect((await reader.get("/docs/draft")).status).toBe(200);
  await server.stop();
  rmSync(site.dir, { recursive: true });
});
