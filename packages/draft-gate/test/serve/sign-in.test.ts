import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { verify } from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { changeUsers } from "../../src/serve/accounts/users-file.ts";
import { createSeal } from "../../src/serve/session/seal.ts";
import { ask, speak, tokenIn, visitor } from "./client.ts";
import { type Published, published, secret } from "./published.ts";
import { addAccount, origin, password, type Running, running, secretOfServer } from "./running.ts";

vi.mock("@node-rs/argon2", { spy: true });

let site: Published;
let server: Running;
/** A visitor nobody has seen before. */
const somebody = () => visitor(server.address, origin);
const reads = async (cookie: string) =>
  (await ask(server.address, "/docs/draft", { headers: { cookie } })).text.includes(secret);

beforeAll(async () => {
  site = await published("sign-in");
  server = await running(site.dir, { limits: { perAddress: 10_000, perAccount: 10_000 } });
});
afterAll(() => server.stop());

describe("signing in with a local account", () => {
  test("leads back to the page that the reader came from, and shows the draft there", async () => {
    const reader = somebody();
    expect((await reader.get("/docs/draft")).status).toBe(404);
    const answer = await reader.signIn("ada", password, "/docs/draft?a=b");
    expect([answer.status, answer.headers.location]).toEqual([303, "/docs/draft?a=b"]);
    expect((await reader.get("/docs/draft")).text).toContain(secret);
  });

  test("sets a cookie that no script can read, that goes over https only and that no other host can set", async () => {
    const answer = await somebody().signIn("ada", password);
    const cookies = answer.headers["set-cookie"] ?? [];
    expect(cookies[0]).toMatch(
      /^__Host-draft-gate=[\w.-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(Buffer.from(cookies[0]?.split(".")[3] ?? "", "base64url").toString("latin1")).not.toContain("ada");
  });

  test("a wrong password, an unknown name and odd ones get the same answer", async () => {
    const pages = [];
    for (const name of ["ada", "nobody", "__proto__", "constructor", "ada\u0000"]) {
      const page = await somebody().signIn(name, "not the pass phrase");
      expect(page.status).toBe(401);
      pages.push(page.text.replace(/value="[^"]*"/g, ""));
    }
    expect(new Set(pages).size).toBe(1);
  });

  test("an unknown name costs as much work as a known one: one computation of the same kind", async () => {
    const work = async (name: string) => {
      vi.mocked(verify).mockClear();
      expect((await somebody().signIn(name, "not the pass phrase")).status).toBe(401);
      return vi.mocked(verify).mock.calls.map(([hash, password]) => [String(hash).split("$", 4), password]);
    };
    const known = await work("ada");
    expect(known).toEqual([[["", "argon2id", "v=19", "m=19456,t=2,p=1"], "not the pass phrase"]]);
    for (const name of ["nobody", "__proto__", ""]) expect([name, await work(name)]).toEqual([name, known]);
  });

  test("the page says the name again, and nothing else of what was typed", async () => {
    const page = await somebody().signIn(`"><script>alert(1)</script>`, "hunter2hunter2");
    expect(page.text).toContain("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page.text).not.toContain("<script>alert");
    expect(page.text).not.toContain("hunter2");
  });

  test.each([
    ["de-AT,de;q=0.9", "Anmelden"],
    ["fr", "Se connecter"],
    ["xx", "Sign in"],
  ])("the page speaks the browser's language: %s", async (language, title) => {
    const page = await somebody().get("/auth/sign-in", { "accept-language": language });
    expect(page.text).toContain(`<h1>${title}</h1>`);
  });
});

describe("a session ends", () => {
  test("by signing out, which also clears what the browser has kept", async () => {
    const reader = somebody();
    await reader.signIn("ada", password);
    const answer = await reader.post("/auth/sign-out", {});
    expect([answer.status, answer.headers.location]).toEqual([303, "/"]);
    expect(answer.headers["clear-site-data"]).toBe('"cache", "storage"');
    expect(reader.jar.cookies.size).toBe(0);
    expect((await reader.get("/docs/draft")).status).toBe(404);
  });

  test("at the server too: a copy of its cookie that somebody took opens nothing, here, after a restart and at another server", async () => {
    const other = await running(site.dir);
    const reader = somebody();
    await reader.signIn("ada", password);
    const copy = reader.jar.header;
    const second = somebody();
    await second.signIn("ada", password);
    const readsAt = async ({ address }: Running, cookie: string) =>
      (await ask(address, "/docs/draft", { headers: { cookie } })).status === 200;
    expect([await reads(copy), await readsAt(other, copy)]).toEqual([true, true]);
    await reader.post("/auth/sign-out", {});
    expect(await reads(copy)).toBe(false);
    await expect.poll(() => readsAt(other, copy)).toBe(false);
    await other.stop();
    const later = await running(site.dir);
    expect([await readsAt(later, copy), await readsAt(later, second.jar.header)]).toEqual([false, true]);
    await later.stop();
  });

  test("when it is not used for a while, and not while it is", async () => {
    const brief = await running(site.dir, { session: { idleMinutes: 30 } });
    const reader = visitor(brief.address, origin);
    await reader.signIn("ada", password);
    const start = Date.now();
    const at = async (minutes: number) => {
      vi.useFakeTimers({ now: start + minutes * 60_000, toFake: ["Date"] });
      return reader.get("/docs/draft");
    };
    expect((await at(5)).headers["set-cookie"]).toBeUndefined();
    const first = reader.jar.header;
    const [renewed = ""] = (await at(25)).headers["set-cookie"] ?? [];
    // It goes on to the end that it had: what the test takes itself has gone by too.
    const [, left] = /^__Host-draft-gate=[\w.-]+; Max-Age=(\d+); Path=\//.exec(renewed) ?? [];
    expect(Number(left)).toBeLessThanOrEqual(41_700);
    expect(Number(left)).toBeGreaterThan(41_100);
    expect((await at(50)).status).toBe(200);
    expect((await reader.get("/assets/css/styles.0123456789.css")).headers["set-cookie"]).toBeUndefined();
    // Who took a copy has no other session than its reader.
    expect((await ask(brief.address, "/docs/draft", { headers: { cookie: first } })).status).toBe(200);
    // A server that starts anew knows of the use from the cookie.
    const anew = await running(site.dir, { session: { idleMinutes: 30 } });
    const cookie = reader.jar.header;
    expect((await ask(anew.address, "/docs/draft", { headers: { cookie: first } })).status).toBe(404);
    expect((await ask(anew.address, "/docs/draft", { headers: { cookie } })).status).toBe(200);
    expect((await at(81)).status).toBe(404);
    expect((await reader.get("/docs/draft")).status).toBe(404);
    vi.useRealTimers();
    await Promise.all([brief.stop(), anew.stop()]);
  });

  test.each([
    ["the account is removed", (users: Users) => ({ ...users, users: {} })],
    ["the reader is revoked", (users: Users) => ({ ...users, revoked: { bea: new Date().toISOString() } })],
    ["the epoch is another", (users: Users) => ({ ...users, epoch: users.epoch + 1 })],
    [
      "the password is another",
      (users: Users) => ({
        ...users,
        users: { bea: { hash: "$argon2id$other", since: new Date(1).toISOString() } },
      }),
    ],
  ])("when %s", async (_, change) => {
    await addAccount(server.usersFile, "bea");
    await expect.poll(async () => (await somebody().signIn("bea", password)).status).toBe(303);
    const reader = somebody();
    await reader.signIn("bea", password);
    expect(await reads(reader.jar.header)).toBe(true);
    await changeUsers(server.usersFile, change);
    await expect.poll(() => reads(reader.jar.header)).toBe(false);
    await addAccount(server.usersFile, "ada");
  });

  test("when the way of signing in is there no more", async () => {
    const { epoch } = JSON.parse(readFileSync(server.usersFile, "utf8")) as Users;
    const session = (id: string) => ({
      reader: { id, name: "ada", kept: { since: "2026-01-01T00:00:00.000Z" } },
      id,
      epoch,
      started: Date.now(),
      seen: Date.now(),
    });
    const seal = createSeal([secretOfServer]);
    const cookieOf = async (id: string) =>
      `__Host-draft-gate=${await seal.close("session", session(id), 3600)}`;
    await expect.poll(async () => reads(await cookieOf("local:ada"))).toBe(true);
    for (const id of ["oidc:ada", "other:ada", "ada", "locals:ada", ":ada"]) {
      expect([id, await reads(await cookieOf(id))]).toEqual([id, false]);
    }
  });

  test.each([
    ["cannot be read", (file: string) => writeFileSync(file, "{ not json")],
    ["is gone, and with it what was revoked", (file: string) => rmSync(file)],
  ])("for everybody while the file of accounts %s, and the server is not ready", async (_, harm) => {
    await expect.poll(async () => (await somebody().signIn("ada", password)).status).toBe(303);
    const reader = somebody();
    await reader.signIn("ada", password);
    expect(await reads(reader.jar.header)).toBe(true);
    harm(server.usersFile);
    await expect.poll(() => reads(reader.jar.header)).toBe(false);
    expect((await ask(server.address, "/readyz")).status).toBe(503);
    rmSync(server.usersFile, { force: true });
    await addAccount(server.usersFile, "ada");
    await expect.poll(async () => (await ask(server.address, "/readyz")).status).toBe(200);
  });

  test("when its time is over, and when its secret is dropped; not when a new secret comes before it", async () => {
    const next = "another secret, ffedcba987654321";
    const rotated = await running(site.dir, { secrets: [next, secretOfServer] });
    const dropped = await running(site.dir, { secrets: [next] });
    const reader = somebody();
    await reader.signIn("ada", password);
    const status = async ({ address }: Running) =>
      (await ask(address, "/docs/draft", { headers: { cookie: reader.jar.header } })).status;
    expect([await status(rotated), await status(dropped)]).toEqual([200, 404]);
    vi.useFakeTimers({ now: Date.now() + 12 * 3600_000 + 1000, toFake: ["Date"] });
    expect(await status(rotated)).toBe(404);
    vi.useRealTimers();
    await Promise.all([rotated.stop(), dropped.stop()]);
  });
});

type Users = Parameters<Parameters<typeof changeUsers>[1]>[0];

describe("a reader's own sessions", () => {
  const firefox = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" };
  const signedIn = async (name: string, headers = {}) => {
    const reader = somebody();
    const token = tokenIn((await reader.get("/auth/sign-in")).text);
    await expect
      .poll(async () => (await reader.post("/auth/sign-in", { name, password, token }, headers)).status)
      .toBe(303);
    await reader.get("/docs/draft");
    return reader;
  };
  const idsOn = (page: string) =>
    [...page.matchAll(/name="session" value="([^"]+)"/g)].map(([, id]) => id).filter((id) => id !== "others");

  test("are listed for that reader alone, each can be ended, and so can all others", async () => {
    for (const name of ["cleo", "dora"]) await addAccount(server.usersFile, name);
    const [first, second, third] = [
      await signedIn("cleo"),
      await signedIn("cleo", firefox),
      await signedIn("cleo"),
    ];
    const stranger = await signedIn("dora");
    const page = (await first.get("/auth/sessions", { "accept-language": "de" })).text;
    expect(page).toContain("<h1>Ihre Sitzungen</h1>");
    expect(page).toContain("<span>Firefox, Linux</span>");
    const ids = idsOn(page);
    expect(ids).toHaveLength(2);

    expect((await stranger.get("/auth/sessions")).text).not.toContain("Firefox");
    for (const id of ids) await stranger.post("/auth/sessions", { session: String(id) });
    expect(await reads(second.jar.header)).toBe(true);

    const forged = { origin: "https://evil.example" };
    expect((await first.post("/auth/sessions", { session: "others" }, forged)).status).toBe(403);
    // The last used comes first.
    const answer = await first.post("/auth/sessions", { session: String(ids[1]) });
    expect([answer.status, answer.headers.location]).toEqual([303, "/auth/sessions"]);
    expect([await reads(second.jar.header), await reads(third.jar.header)].sort()).toEqual([false, true]);
    await first.post("/auth/sessions", { session: "others" });
    const states = await Promise.all([first, second, third, stranger].map(({ jar }) => reads(jar.header)));
    expect(states).toEqual([true, false, false, true]);
    expect(idsOn((await first.get("/auth/sessions")).text)).toEqual([]);
    await expect
      .poll(() => server.audit().filter(({ event }) => event === "ended"))
      .toMatchObject([{ reader: "local:cleo" }, { reader: "local:cleo" }]);
  });

  test("are shown to nobody who is not signed in", async () => {
    for (const method of ["GET", "POST"]) {
      const answer = await ask(server.address, "/auth/sessions", { method });
      expect([answer.status, answer.headers.location]).toEqual([303, "/auth/sign-in"]);
    }
  });
});

test("browsers are to use https for this host, and for those below it where the settings say so", async () => {
  const policy = async ({ address }: Running) =>
    (await ask(address, "/docs/intro")).headers["strict-transport-security"];
  const whole = await running(site.dir, { hsts: { includeSubDomains: true } });
  expect([await policy(server), await policy(whole)]).toEqual([
    "max-age=31536000",
    "max-age=31536000; includeSubDomains",
  ]);
  await whole.stop();
});

describe("what somebody hostile tries", () => {
  test("a cookie that is changed, cut, swapped or made up opens nothing", async () => {
    const reader = somebody();
    await expect.poll(async () => (await reader.signIn("ada", password)).status).toBe(303);
    const [[name, value]] = [...reader.jar.cookies] as [[string, string]];
    expect(await reads(`${name}=${value}`)).toBe(true);
    const parts = value.split(".");
    const form = somebody();
    await form.get("/auth/sign-in");
    const formValue = form.jar.cookies.get("__Host-draft-gate-form") ?? "";
    const header = (content: object) => Buffer.from(JSON.stringify(content)).toString("base64url");
    const forged = [
      ...Array.from({ length: 40 }, (_, index) => {
        const at = Math.floor((index * value.length) / 40);
        return value.slice(0, at) + (value[at] === "A" ? "B" : "A") + value.slice(at + 1);
      }).filter((one) => one !== value),
      value.slice(0, -1),
      value.slice(0, 200),
      `${value}A`,
      "",
      "null",
      formValue,
      [header({ alg: "none" }), ...parts.slice(1)].join("."),
      [header({ alg: "dir", enc: "A256GCM" }), ...parts.slice(1)].join("."),
      `${header({ alg: "none" })}.${header({ reader: { id: "local:ada", name: "ada" }, exp: 9_999_999_999 })}.`,
      "A".repeat(7000),
    ];
    for (const one of forged) expect([one, await reads(`${name}=${one}`)]).toEqual([one, false]);
    // Two of the same name, and the name that only localhost uses.
    expect(await reads(`${name}=${value}; ${name}=${value}`)).toBe(false);
    expect(await reads(`draft-gate=${value}`)).toBe(false);
  });

  test("session fixation: a session that was there before is not gone on with", async () => {
    const attacker = somebody();
    await attacker.signIn("ada", password);
    const planted = attacker.jar.header;
    const victim = somebody();
    victim.jar.cookies.set(
      "__Host-draft-gate-form",
      attacker.jar.cookies.get("__Host-draft-gate-form") ?? "x",
    );
    await victim.signIn("ada", password);
    expect(victim.jar.header).not.toBe(planted);
  });

  const elsewhere: [string, Record<string, string>][] = [
    ["another Origin", { origin: "https://evil.example" }],
    ["no Origin and no Sec-Fetch-Site", { origin: "" }],
    ["an opaque Origin", { origin: "null" }],
    ["a sibling host", { origin, "sec-fetch-site": "same-site" }],
    ["another site that forges Origin", { origin, "sec-fetch-site": "cross-site" }],
  ];
  test.each(elsewhere)("CSRF: a form with %s signs nobody in and nobody out", async (_, headers) => {
    const victim = somebody();
    const token = tokenIn((await victim.get("/auth/sign-in")).text);
    const form = { name: "ada", password, token };
    const { origin: given, ...rest } = headers;
    const forged = { ...rest, origin: given ?? "" };
    expect((await victim.post("/auth/sign-in", form, forged)).status).toBe(400);
    await victim.signIn("ada", password);
    expect((await victim.post("/auth/sign-out", {}, forged)).status).toBe(403);
    expect(await reads(victim.jar.header)).toBe(true);
  });

  test("a site that was opened under another name says which is its own", async () => {
    const url = "http://192.0.2.1:3000";
    const one = visitor(server.address, url);
    const token = tokenIn((await one.get("/auth/sign-in")).text);
    for (const headers of [{}, { "sec-fetch-site": "same-origin" }]) {
      const { status, text } = await one.post("/auth/sign-in", { name: "ada", password, token }, headers);
      expect([status, text]).toEqual([400, expect.stringContaining(`Signing in works at ${origin} only.`)]);
      expect(text).not.toContain("192.0.2.1");
    }
  });

  test("CSRF: a form needs the token of this browser", async () => {
    const [one, other] = [somebody(), somebody()];
    const token = tokenIn((await one.get("/auth/sign-in")).text);
    await other.get("/auth/sign-in");
    for (const wrong of [token, "", "x"]) {
      expect((await other.post("/auth/sign-in", { name: "ada", password, token: wrong })).status).toBe(400);
    }
    expect((await somebody().post("/auth/sign-in", { name: "ada", password, token })).status).toBe(400);
  });

  test("nobody is signed out by a link", async () => {
    const reader = somebody();
    await reader.signIn("ada", password);
    expect((await reader.get("/auth/sign-out")).status).toBe(404);
    expect(await reads(reader.jar.header)).toBe(true);
  });

  test.each([
    ["https://evil.example/docs/draft", "/"],
    [`${origin}.evil.example/`, "/"],
    [`https://docs.example.com@evil.example/`, "/"],
    [`https://user@docs.example.com/docs/draft`, "/"],
    [`${origin}:444/docs`, "/"],
    ["http://docs.example.com/docs", "/"],
    [`${origin}//evil.example`, "/"],
    [`${origin}/\\evil.example`, "/"],
    [`${origin}/%0d%0aLocation:%20https://evil.example`, "/%0d%0aLocation:%20https://evil.example"],
    ["javascript:alert(1)", "/"],
    ["", "/"],
    [`${origin}/auth/sign-in`, "/"],
    [`${origin}/auth/sign-out`, "/"],
    [`${origin}/docs/draft?x=//evil.example#y`, "/docs/draft?x=//evil.example"],
  ])("open redirect: from %s the way back is %s", async (referer, location) => {
    const one = somebody();
    const shown = await one.get("/auth/sign-in?back=https://evil.example&next=//evil.example", { referer });
    const answer = await one.post("/auth/sign-in", {
      name: "ada",
      password,
      token: tokenIn(shown.text),
      back: "https://evil.example",
    });
    expect([answer.status, answer.headers.location]).toEqual([303, location]);
    const again = await one.get("/auth/sign-in", { referer });
    expect([again.status, again.headers.location]).toEqual([303, location]);
  });

  test("header injection: what is put into a path, query, name or header stays there", async () => {
    const breaks = ["%0d%0aSet-Cookie:%20evil=1", "%E5%98%8A%E5%98%8DSet-Cookie:evil=1", "%00", "%0aX:y"];
    for (const one of breaks) {
      for (const path of [
        `/docs/${one}`,
        `/auth/sign-in?${one}`,
        `/auth/callback?code=${one}`,
        `/auth/check?${one}`,
      ]) {
        const { rawHeaders } = await ask(server.address, path, {
          headers: { "x-forwarded-host": "evil.example" },
        });
        expect(rawHeaders.join("\n")).not.toMatch(/evil|X:y/);
      }
    }
    const heard = await speak(
      server.address,
      `GET /auth/sign-in HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: gopher\r\nConnection: close\r\n\r\n`,
    );
    expect(heard).toContain("200 OK");
    expect(heard).not.toMatch(/evil|gopher/);
  });

  test("request smuggling: two lengths, or a length and chunks, are refused", async () => {
    for (const lengths of [
      "Content-Length: 5\r\nContent-Length: 6",
      "Content-Length: 5\r\nTransfer-Encoding: chunked",
    ]) {
      const heard = await speak(
        server.address,
        `POST /docs/draft HTTP/1.1\r\nHost: x\r\n${lengths}\r\n\r\n0\r\n\r\nX`,
      );
      expect(heard).toMatch(/^HTTP\/1.1 400/);
      expect(heard.match(/HTTP\/1.1/g)).toHaveLength(1);
    }
  });

  test("a long form, a long name and a long password are no burden", async () => {
    const one = somebody();
    const token = tokenIn((await one.get("/auth/sign-in")).text);
    expect(
      (await one.post("/auth/sign-in", { name: "ada", password: "x".repeat(20_000), token })).status,
    ).toBe(413);
    expect((await one.post("/auth/sign-in", { name: "x".repeat(5000), password: "x", token })).status).toBe(
      401,
    );
  });

  test("many sign-ins at once wait or are sent away, and the site is served meanwhile", async () => {
    const one = somebody();
    const token = tokenIn((await one.get("/auth/sign-in")).text);
    const attempts = Array.from({ length: 60 }, () =>
      one.post("/auth/sign-in", { name: "ada", password: "wrong", token }),
    );
    let answered = 0;
    for (const attempt of attempts) attempt.then(() => answered++);
    expect((await ask(server.address, "/docs/intro")).status).toBe(200);
    expect(answered).toBeLessThan(attempts.length);
    const statuses = new Set((await Promise.all(attempts)).map(({ status }) => status));
    expect([...statuses].sort()).toEqual([401, 503]);
  });
});

describe("brute force", () => {
  test("is stopped by address, whatever names are tried; what proxies say counts only if they are trusted", async () => {
    const strict = await running(site.dir, { limits: { perAddress: 5, perAccount: 100, minutes: 1 } });
    const statuses = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      const one = visitor(strict.address, origin);
      const token = tokenIn((await one.get("/auth/sign-in")).text);
      const forwarded = { "x-forwarded-for": `192.0.2.${attempt}` };
      const form = { name: `user${attempt}`, password: "wrong", token };
      statuses.push((await one.post("/auth/sign-in", form, forwarded)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    expect((await ask(strict.address, "/docs/intro")).status).toBe(200);
    await strict.stop();
  });

  test("is stopped by account, whatever addresses are used", async () => {
    const strict = await running(site.dir, {
      trustProxy: ["127.0.0.1"],
      limits: { perAddress: 100, perAccount: 3, minutes: 1 },
    });
    const statuses = [];
    for (const name of ["ada", "ADA", "ada ", "ada", "nobody"]) {
      const one = visitor(strict.address, origin);
      const token = tokenIn((await one.get("/auth/sign-in")).text);
      const forwarded = { "x-forwarded-for": `192.0.2.${statuses.length}` };
      statuses.push((await one.post("/auth/sign-in", { name, password: "wrong", token }, forwarded)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 429, 401]);
    await strict.stop();
    expect(strict.audit().map(({ address }) => address)).toEqual(
      statuses.map((_, index) => `192.0.2.${index}`),
    );
  });
});

test("the page is called as the site is, whatever signs its title has", async () => {
  expect((await somebody().get("/auth/sign-in")).text).toContain("<title>Sign in | Example &amp; Co</title>");
});

describe("auth/check", () => {
  test("says 401 to everybody and 204 and a name for a reader, whatever the method", async () => {
    const reader = somebody();
    await expect.poll(async () => (await reader.signIn("ada", password)).status).toBe(303);
    for (const method of ["GET", "HEAD", "POST"]) {
      expect((await ask(server.address, "/auth/check", { method })).status).toBe(401);
      const cookie = reader.jar.header;
      const answer = await ask(server.address, "/auth/check", { method, headers: { cookie } });
      const { "remote-user": user, "remote-email": email } = answer.headers;
      expect([answer.status, user, email]).toEqual([204, "local:ada", ""]);
      expect(answer.headers["cache-control"]).toBe("private, no-store");
    }
  });

  test("puts no name into a header that a header cannot hold", async () => {
    const name = "bø\u2028b, X: y";
    await addAccount(server.usersFile, name);
    const reader = somebody();
    await expect.poll(async () => (await reader.signIn(name, password)).status).toBe(303);
    const answer = await reader.get("/auth/check");
    expect(answer.headers["remote-user"]).toBe(`local:${encodeURIComponent(name).replace("%3A", ":")}`);
  });
});

test("the audit log has sign-ins, sign-outs, refusals and reads of drafts, and no secret of anybody", async () => {
  const one = somebody();
  await one.signIn("a pass phrase in the wrong field", "");
  await one.signIn("ada", "not the pass phrase");
  await one.signIn("ada", password);
  await one.get("/docs/draft");
  await one.get("/docs/intro");
  const cookie = one.jar.header;
  await one.post("/auth/sign-out", {});
  await somebody().get("/docs/draft");
  // The log is written beside the answers.
  const events = () => server.audit().slice(-5);
  await expect.poll(events).toMatchObject([
    { event: "refused", method: "local", reason: "no such account" },
    { event: "refused", method: "local", reader: "local:ada", reason: "wrong password" },
    { event: "sign-in", method: "local", reader: "local:ada" },
    { event: "read", reader: "local:ada", path: "/docs/draft" },
    { event: "sign-out", reader: "local:ada" },
  ]);
  for (const { time, address } of events())
    expect([Date.parse(String(time)) > 0, address]).toEqual([true, "127.0.0.1"]);
  const all = server.auditText() + server.log.join("\n");
  for (const word of ["pass phrase", "hunter2", secretOfServer, cookie.split("=")[1] ?? "", "argon2id"]) {
    expect(all.includes(word)).toBe(false);
  }
});
