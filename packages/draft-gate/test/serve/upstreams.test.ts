import { createServer, type IncomingHttpHeaders, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uselessCookies } from "./anonymous.ts";
import { ask, visitor } from "./client.ts";
import { compare, pairMaker, randomFrom } from "./fuzz.ts";
import { type Published, published } from "./published.ts";
import { origin, password, type Running, running } from "./running.ts";

let site: Published;
let server: Running;
let asked: { url: string; headers: IncomingHttpHeaders }[] = [];
const streams = new Set<ServerResponse>();
/** What stands behind the gate: it counts who asks, and sends events. */
const behind = createServer(({ url = "", headers }, response) => {
  asked.push({ url, headers });
  if (url.startsWith("/silent")) return;
  if (url.startsWith("/text")) {
    response.writeHead(201, { "content-type": "text/plain", "set-cookie": "theirs=1", "x-theirs": "yes" });
    return response.end("from behind");
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write("data: first\n\n");
  streams.add(response);
  response.on("close", () => streams.delete(response));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => behind.listen(0, "127.0.0.1", resolve));
  const { port } = behind.address() as AddressInfo;
  site = await published("upstreams");
  const upstreams = {
    "/live/events": `http://127.0.0.1:${port}/events`,
    "/live/text": `http://127.0.0.1:${port}/text`,
    "/live/silent": `http://127.0.0.1:${port}/silent`,
    "/live/gone": "http://127.0.0.1:9/",
  };
  server = await running(site.dir, { upstreams, upstreamSeconds: 1 });
});
afterAll(async () => {
  await server.stop();
  behind.closeAllConnections();
  behind.close();
});

const signedIn = async () => {
  const reader = visitor(server.address, origin);
  await reader.signIn("ada", password);
  return reader;
};

describe("a path that another server answers", () => {
  test("differs in no byte from a made-up one for whoever is not signed in, and the other server is not asked", async () => {
    asked = [];
    const paths = ["live/events", "live/text", "live/silent", "live/gone"];
    const madeUp = (path: string) => path.replace(/^live/, "lyve");
    const makePair = pairMaker(
      randomFrom(11),
      { baseUrl: "/", cookies: await uselessCookies(), etags: ['"x"'] },
      paths,
      madeUp,
    );
    const { differences, statuses } = await compare(server.address, makePair, 3000);
    expect(differences).toEqual([]);
    expect(statuses.get("404")).toBeGreaterThan(1000);
    const [one, two] = [await ask(server.address, "/live/events"), await ask(server.address, "/lyve/events")];
    expect([one.status, one.text]).toEqual([404, two.text]);
    expect(asked).toEqual([]);
  });

  test("is answered for a reader: with its type, without its other headers, and without the reader's cookies", async () => {
    asked = [];
    const reader = await signedIn();
    const { status, text, headers } = await reader.get("/live/text?a=1");
    expect({ status, text }).toEqual({ status: 201, text: "from behind" });
    expect(headers).toMatchObject({
      "content-type": "text/plain",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    });
    expect(headers["set-cookie"]).toBeUndefined();
    expect(headers["x-theirs"]).toBeUndefined();
    expect(asked.map(({ url }) => url)).toEqual(["/text?a=1"]);
    expect(asked[0]?.headers).toMatchObject({ "remote-user": "local:ada" });
    expect(asked[0]?.headers.cookie).toBeUndefined();
    expect(server.audit().some(({ event, path }) => event === "read" && path === "/live/text")).toBe(true);
  });

  test.each(["/live/text/", "/live//text", "/live/%74ext", "/LIVE/text", "/live/texts"])(
    "is that path alone: %s",
    async (path) => {
      asked = [];
      expect((await (await signedIn()).get(path)).status).toBe(404);
      expect(asked).toEqual([]);
    },
  );

  test("takes nothing but GET", async () => {
    asked = [];
    const reader = await signedIn();
    const { status, headers } = await ask(server.address, "/live/text", {
      method: "POST",
      headers: { cookie: reader.jar.header },
    });
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: "GET" });
    expect(asked).toEqual([]);
  });

  test.each([
    ["/live/gone", "ECONNREFUSED"],
    ["/live/silent", "ETIMEDOUT"],
  ])("that does not answer is a fault of the server's, and said in its log: %s", async (path, reason) => {
    const { status } = await (await signedIn()).get(path);
    expect(status).toBe(502);
    expect(server.log.join("\n")).toContain(`error what is behind ${path} did not answer (${reason})`);
  });
});

describe("a stream of events", () => {
  /** Opens the stream, on a connection of its own. */
  const open = (address: string, cookie: string) =>
    new Promise<{ type: string | undefined; heard(): string; ended(): boolean; leave(): void }>(
      (resolve, reject) => {
        const asked = request(`${address}/live/events`, { headers: { cookie }, agent: false }, (response) => {
          let heard = "";
          let ended = false;
          response.on("data", (chunk) => {
            heard += chunk;
          });
          response.on("error", () => {});
          response.on("close", () => {
            ended = true;
          });
          resolve({
            type: response.headers["content-type"],
            heard: () => heard,
            ended: () => ended,
            leave: () => asked.destroy(),
          });
        });
        asked.on("error", reject);
        asked.end();
      },
    );

  test("comes event by event, and ends on the other side when the reader leaves", async () => {
    const stream = await open(server.address, (await signedIn()).jar.header);
    expect(stream.type).toBe("text/event-stream");
    await expect.poll(stream.heard).toBe("data: first\n\n");
    for (const response of streams) response.write("data: second\n\n");
    await expect.poll(stream.heard).toBe("data: first\n\ndata: second\n\n");
    expect(streams.size).toBe(1);
    stream.leave();
    await expect.poll(() => streams.size).toBe(0);
  });

  test("ends when the server stops", async () => {
    const { port } = behind.address() as AddressInfo;
    const upstreams = { "/live/events": `http://127.0.0.1:${port}/events` };
    const another = await running(site.dir, { upstreams });
    const reader = visitor(another.address, origin);
    await reader.signIn("ada", password);
    const stream = await open(another.address, reader.jar.header);
    await expect.poll(stream.heard).toBe("data: first\n\n");
    await another.stop();
    await expect.poll(stream.ended).toBe(true);
    await expect.poll(() => streams.size).toBe(0);
  });
});

test.each([
  [{ live: "http://127.0.0.1/" }, "must be paths such as /live/events"],
  [{ "/live?x": "http://127.0.0.1/" }, "must be paths such as /live/events"],
  [{ "/live": "ftp://127.0.0.1/" }, "must be an http or https URL without ? and #"],
  [{ "/live": "http://127.0.0.1/?x" }, "must be an http or https URL without ? and #"],
])("a setting that cannot be used is refused: %j", async (upstreams, words) => {
  await expect(running(site.dir, { upstreams })).rejects.toThrow(words);
});
