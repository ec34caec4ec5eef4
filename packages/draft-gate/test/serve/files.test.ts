import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, speak, type Visitor, visitor } from "./client.ts";
import { draftPaths, type Published, privateFiles, publicFiles, published, secret } from "./published.ts";
import { origin, password, type Running, running } from "./running.ts";

describe.each(["/", "/x/"])("a site at %s", (baseUrl) => {
  let site: Published;
  let server: Running;
  let reader: Visitor;
  const at = (path: string, headers = {}) => ask(server.address, baseUrl + path, { headers });

  beforeAll(async () => {
    site = await published(`files${baseUrl.replaceAll("/", "-")}`, baseUrl);
    server = await running(site.dir);
    reader = visitor(server.address, origin, baseUrl);
    await reader.signIn("ada", password);
  });
  afterAll(() => server.stop());

  test.each([
    ["", "public start"],
    ["index.html", "public start"],
    ["docs/intro", "public intro"],
    ["docs/intro/", "public intro"],
    ["docs/intro/index.html", "public intro"],
    ["docs/intro.html", undefined],
    ["docs/plain", "public plain"],
    ["docs/plain/", "public plain"],
    ["docs/plain.html", "public plain"],
    ["docs%2Fintro", "public intro"],
    ["docs/intro?query=1#hash", "public intro"],
    ["robots.txt", "User-agent"],
    ["robots.txt/", undefined],
    ["docs//intro", undefined],
    ["docs/../docs/intro", undefined],
    ["404", undefined],
    ["404.html", undefined],
    ["fr/404.html", undefined],
    ["fr", "début"],
  ])("%s leads where it should", async (path, text) => {
    const answer = await at(path);
    expect(answer.status).toBe(text === undefined ? 404 : 200);
    if (text !== undefined) expect(answer.text).toContain(text);
  });

  // At the root there is no path without a slash.
  if (baseUrl !== "/") {
    test("without its last slash leads to the start page, also with a query", async () => {
      for (const query of ["", "?a=b"]) {
        const { status, headers } = await ask(server.address, baseUrl.slice(0, -1) + query);
        expect([status, headers.location]).toEqual([308, baseUrl]);
      }
    });
  }

  test("the page that is not found is that of the locale", async () => {
    expect((await at("fr/nothing")).text).toContain("404 publique");
    expect((await at("nothing")).text).toContain("public 404");
  });

  test.each(draftPaths)("%s is there for a reader and for nobody else", async (path) => {
    const anonymous = await at(path);
    expect([anonymous.status, anonymous.text.includes(secret)]).toEqual([404, false]);
    const answer = await reader.get(baseUrl + path);
    expect(answer.status).toBe(path === ".private-tree" ? 404 : 200);
    expect(answer.headers["cache-control"]).toBe("private, no-store");
    expect(answer.headers["x-robots-tag"]).toContain("noindex");
    // Neighbouring hosts, whose requests bring the cookie, can neither run nor show it.
    expect(answer.headers["cross-origin-resource-policy"]).toBe("same-origin");
  });

  test("a reader gets pages of the private tree, and other files of the public one where the private has none", async () => {
    const texts = await Promise.all(
      ["docs/intro", "assets/js/only-public.bbbbbbbb.js", "docs/old", "nothing"].map((path) =>
        reader.get(baseUrl + path),
      ),
    );
    expect(texts.map(({ status }) => status)).toEqual([200, 200, 404, 404]);
    expect(texts[0]?.text).toContain("private intro");
    expect(texts[1]?.headers["cache-control"]).toContain("immutable");
    expect(texts[3]?.text).toContain("private 404");
  });

  test("every answer varies with the cookie", async () => {
    for (const path of ["", "docs/draft", "assets/css/styles.0123456789.css", "nothing", "auth/check"]) {
      expect((await at(path)).headers.vary).toMatch(/Cookie/);
      expect((await reader.get(baseUrl + path)).headers.vary).toMatch(/Cookie/);
    }
  });

  test("files come packed where the client takes it, each form with its own strong ETag", async () => {
    const path = "assets/css/styles.0123456789.css";
    const content = String(publicFiles[path]);
    const plain = await at(path);
    const br = await at(path, { "accept-encoding": "gzip, deflate, br" });
    const gzip = await at(path, { "accept-encoding": "gzip" });
    expect([
      plain.text,
      brotliDecompressSync(br.content).toString(),
      gunzipSync(gzip.content).toString(),
    ]).toEqual([content, content, content]);
    const etags = [plain, br, gzip].map(({ headers }) => headers.etag);
    expect(new Set(etags).size).toBe(3);
    for (const etag of etags) expect(etag).toMatch(/^"[\w-]{43}(-br|-gzip)?"$/);
    expect((await at(path, { "accept-encoding": "br;q=0" })).headers["content-encoding"]).toBeUndefined();
    expect(
      (await at("img/logo.png", { "accept-encoding": "br" })).headers["content-encoding"],
    ).toBeUndefined();
  });

  test("what cannot be read as a request is refused with the headers of every answer", async () => {
    const { headers } = await at("docs/intro");
    const own = [
      "x-content-type-options",
      "referrer-policy",
      "strict-transport-security",
      "permissions-policy",
    ];
    for (const [status, request] of [
      [400, "NOT HTTP\r\n\r\n"],
      [400, `GET ${baseUrl}docs/intro HTTP/1.1\r\n\r\n`],
      [400, "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n"],
      [417, "GET / HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\nConnection: close\r\n\r\n"],
      [431, `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`],
    ] as const) {
      const heard = (await speak(server.address, request)).toLowerCase();
      expect(heard).toMatch(new RegExp(`^http/1.1 ${status} `));
      for (const name of own) expect(heard).toContain(`\r\n${name}: ${headers[name]}`.toLowerCase());
    }
    // HTTP/1.0 knows no such header.
    expect(await speak(server.address, `GET ${baseUrl}robots.txt HTTP/1.0\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 200/,
    );
  });

  test("HEAD has the headers of GET", async () => {
    for (const path of ["docs/intro", "assets/large.0123456789.bin", "nothing"]) {
      const get = await at(path);
      const head = await ask(server.address, baseUrl + path, { method: "HEAD" });
      expect(head.content.length).toBe(0);
      const { date: _, ...expected } = get.headers;
      expect(head.headers).toMatchObject(expected);
    }
  });

  test("a part is asked for with Range, of small files and of streamed ones", async () => {
    const large = publicFiles["assets/large.0123456789.bin"] as Buffer;
    const part = await at("assets/large.0123456789.bin", { range: "bytes=10-19" });
    expect([part.status, part.headers["content-range"], part.content]).toEqual([
      206,
      "bytes 10-19/2000000",
      large.subarray(10, 20),
    ]);
    const robots = "User-agent: *\nAllow: /\n";
    const ranges: [string, number, string][] = [
      ["bytes=0-4", 206, robots.slice(0, 5)],
      ["bytes=-3", 206, robots.slice(-3)],
      ["bytes=20-", 206, robots.slice(20)],
      ["bytes=0-999", 206, robots],
      ["bytes=999-", 416, ""],
      ["bytes=-0", 416, ""],
      ["bytes=4-2", 200, robots],
      ["bytes=0-1,3-4", 200, robots],
      ["lines=1-2", 200, robots],
      ["bytes=", 200, robots],
    ];
    for (const [range, status, text] of ranges) {
      const answer = await at("robots.txt", { range, "accept-encoding": "br" });
      expect([range, answer.status, answer.text]).toEqual([range, status, text]);
    }
  });

  test("If-None-Match, If-Match and If-Range compare with the ETag", async () => {
    const { etag = "" } = (await at("docs/intro")).headers;
    const status = async (headers: Record<string, string>) => (await at("docs/intro", headers)).status;
    expect(await status({ "if-none-match": etag })).toBe(304);
    expect(await status({ "if-none-match": `"other", W/${etag}` })).toBe(304);
    expect(await status({ "if-none-match": "*" })).toBe(304);
    expect(await status({ "if-none-match": '"other"' })).toBe(200);
    expect(await status({ "if-match": '"other"' })).toBe(412);
    expect(await status({ "if-range": etag, range: "bytes=0-1" })).toBe(206);
    expect(await status({ "if-range": '"other"', range: "bytes=0-1" })).toBe(200);
    expect(await status({ "if-modified-since": new Date(Date.now() + 1e9).toUTCString() })).toBe(200);
  });

  test("an ETag of the private tree is no key to anything", async () => {
    const { etag = "" } = (await reader.get(`${baseUrl}docs/intro`)).headers;
    expect((await at("docs/intro", { "if-none-match": etag })).status).toBe(200);
    expect((await at("docs/draft", { "if-none-match": "*" })).status).toBe(404);
  });

  test("other methods are refused where a file is, and find nothing where none is", async () => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "TRACE"]) {
      const body = method === "TRACE" ? {} : { body: "x", headers: { "content-type": "no type" } };
      const found = await ask(server.address, `${baseUrl}docs/intro`, { method, ...body });
      const draft = await ask(server.address, `${baseUrl}docs/draft`, { method, ...body });
      expect([method, found.status, found.headers.allow, draft.status]).toEqual([
        method,
        405,
        "GET, HEAD",
        404,
      ]);
    }
  });

  test("pages say which scripts they run, and none are let run inline or evaluated", async () => {
    const { headers } = await at("docs/intro");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]+';/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  test("a release that is published later is served without a restart, also while requests run", async () => {
    let failed = 0;
    let asked = 0;
    let busy = true;
    const ongoing = (async () => {
      while (busy) {
        const answers = await Promise.all([
          at("docs/intro"),
          at("assets/large.0123456789.bin"),
          at("nothing"),
        ]);
        failed += answers.filter(({ status }, index) => status !== (index === 2 ? 404 : 200)).length;
        asked++;
      }
    })();
    for (const round of [1, 2, 3]) {
      await site.publish({
        public: { ...publicFiles, "docs/new.html": `round ${round}` },
        private: { ...privateFiles, "docs/new.html": `private round ${round}` },
      });
      await expect.poll(async () => (await at("docs/new")).text).toBe(`round ${round}`);
      expect((await reader.get(`${baseUrl}docs/new`)).text).toBe(`private round ${round}`);
    }
    // Twice, faster than the server looks: what it still serves from is gone then.
    await site.publish();
    await site.publish();
    await expect.poll(async () => (await at("docs/new")).status).toBe(404);
    busy = false;
    await ongoing;
    expect([failed, asked > 5]).toEqual([0, true]);
  });
});

describe("what pages ask for beyond the policy", () => {
  const asking = {
    ...publicFiles,
    "docs/asks.html": `<button onclick="history.back()">Back</button><img src="https://img.example.net/a.png"><img src="${origin}/b.png">`,
  };
  const hash = "'sha256-LdlORHyUW/rwezK0l13nW+IwcZmi78eWOCBjewMWRr4='";

  test("is told at the start and with a release that asks for something else, and not once it is allowed", async () => {
    const site = await published("asks");
    await site.publish({ public: asking });
    const told = ({ log }: Running) => log.filter((line) => line.includes("what pages ask for"));
    const server = await running(site.dir);
    expect(told(server)).toEqual([
      expect.stringContaining(
        `csp:\n  script-src: ["'unsafe-hashes'","${hash}"]\n  img-src: ["https://img.example.net"]`,
      ),
    ]);
    expect(told(server).join()).toMatch(/^warn the policy stops/);
    await site.publish({ public: asking });
    await expect.poll(() => server.log.join()).toMatch(/serving/);
    expect(told(server)).toHaveLength(1);
    await server.stop();
    const csp = { "script-src": ["'unsafe-hashes'", hash], "img-src": ["https://*.example.net"] };
    const allowing = await running(site.dir, { csp });
    expect(told(allowing)).toEqual([]);
    const policy = (await ask(allowing.address, "/docs/asks")).headers["content-security-policy"];
    expect(policy).toContain(`script-src 'self' 'unsafe-hashes' ${hash};`);
    await allowing.stop();
  });

  test("is only told by browsers to begin with, where the settings say so; frames and our own pages are not", async () => {
    const site = await published("report-only");
    const server = await running(site.dir, { cspReportOnly: true });
    const page = (await ask(server.address, "/docs/intro")).headers;
    expect(page["content-security-policy-report-only"]).toMatch(/script-src 'self' 'sha256-/);
    expect(page["content-security-policy"]).toBe("frame-ancestors 'self'");
    const own = (await ask(server.address, "/auth/sign-in")).headers;
    expect(own["content-security-policy-report-only"]).toBeUndefined();
    expect(own["content-security-policy"]).toMatch(/script-src 'self'/);
    await server.stop();
  });
});
