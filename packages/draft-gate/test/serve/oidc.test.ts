import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { freePort } from "wirebook-test/support/free-port";
import { joinClaims } from "../../src/serve/sign-in/oidc/code-flow.ts";
import { type Answer, ask, Jar, type Visitor, visitor } from "./client.ts";
import { type Published, published, secret } from "./published.ts";
import { origin, type Running, running } from "./running.ts";

const script = fileURLToPath(new URL("oidc-provider.mjs", import.meta.url));
const redirectUri = `${origin}/auth/callback`;
let port: number;
let site: Published;
let provider: ChildProcess | undefined;
const servers: Running[] = [];

async function startProvider(
  settings: { key?: string; offset?: number; lifetime?: number; refreshes?: boolean } = {},
): Promise<void> {
  await stopProvider();
  const told = { port, key: "first", redirectUri, signedOut: `${origin}/`, ...settings };
  provider = spawn(process.execPath, [script], {
    env: { ...process.env, PROVIDER: JSON.stringify(told) },
    stdio: ["ignore", "pipe", "ignore"],
  });
  await new Promise((resolve) => provider?.stdout?.once("data", resolve));
}

async function stopProvider(): Promise<void> {
  if (provider === undefined) return;
  const closed = new Promise((resolve) => provider?.once("close", resolve));
  provider.kill();
  await closed;
  provider = undefined;
}

async function gate(
  allow: Record<string, string[]>,
  more: Record<string, unknown> = {},
  limits = { perAddress: 1000 },
): Promise<Running> {
  const oidc = {
    issuer: `http://localhost:${port}`,
    clientId: "docs",
    clientSecret: "the secret of the client",
    scope: "openid email profile groups",
    allow,
    ...more,
  };
  const server = await running(site.dir, { oidc, limits });
  servers.push(server);
  return server;
}

const pathOf = (location: string | undefined) => String(location).replace(origin, "");

/** From the sign-in page to the provider and, as the provider's user, to the address that it sends back to. */
async function travel(reader: Visitor, account: string, from = "/docs/draft"): Promise<string> {
  await reader.get("/auth/sign-in", { referer: origin + from });
  let location = (await reader.get("/auth/oidc", { "sec-fetch-site": "same-origin" })).headers.location;
  const jar = new Jar();
  jar.cookies.set("account", account);
  for (let hop = 0; hop < 5 && location !== undefined && !location.startsWith(origin); hop++) {
    const url = new URL(location, `http://localhost:${port}`);
    location = jar.take(
      await ask(`http://127.0.0.1:${port}`, url.pathname + url.search, {
        headers: { host: `localhost:${port}`, cookie: jar.header },
      }),
    ).headers.location;
  }
  return pathOf(location);
}

async function signIn(server: Running, account: string): Promise<{ reader: Visitor; answer: Answer }> {
  const reader = visitor(server.address, origin);
  const answer = await reader.get(await travel(reader, account));
  return { reader, answer };
}

const sees = async (reader: Visitor) => (await reader.get("/docs/draft")).text.includes(secret);

beforeAll(async () => {
  site = await published("oidc");
  port = await freePort();
  await startProvider();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});
afterAll(stopProvider);

describe("signing in at an OpenID provider", () => {
  test("leads back to the page that the reader came from, with PKCE, state and nonce, and out at both again", async () => {
    const server = await gate({ domains: ["example.com"] });
    const reader = visitor(server.address, origin);
    await reader.get("/auth/sign-in", { referer: `${origin}/docs/draft` });
    const leaving = new URL(String((await reader.get("/auth/oidc")).headers.location));
    expect(leaving.origin).toBe(`http://localhost:${port}`);
    expect(Object.fromEntries(leaving.searchParams)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      redirect_uri: redirectUri,
    });
    const answer = await reader.get(await travel(reader, "ada"));
    expect([answer.status, answer.headers.location]).toEqual([303, "/docs/draft"]);
    expect(await sees(reader)).toBe(true);
    expect(reader.jar.cookies.size).toBe(1);
    expect((await reader.get("/auth/check")).headers["remote-email"]).toBe("ada@example.com");

    const out = await reader.post("/auth/sign-out", {});
    expect(out.headers["clear-site-data"]).toBe('"cache", "storage"');
    const next = /content="0;url=([^"]+)"/.exec(out.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const { pathname, searchParams } = new URL(next);
    expect(pathname).toBe("/session/end");
    expect(searchParams.get("post_logout_redirect_uri")).toBe(`${origin}/`);
    expect(searchParams.get("id_token_hint")?.split(".")).toHaveLength(3);
    const asked = await ask(`http://127.0.0.1:${port}`, pathname + new URL(next).search);
    expect(asked.status).toBe(200);
    expect(await sees(reader)).toBe(false);
  });

  test.each([
    ["a domain", { domains: ["EXAMPLE.com"] }, "ada", true],
    ["an address", { emails: ["guest@Elsewhere.example"] }, "named", true],
    ["a domain, with a name that every object has", { domains: ["example.com"] }, "odd", true],
    ["another address", { emails: ["guest@elsewhere.example"] }, "ada", false],
    ["a group", { groups: ["docs-readers"] }, "grouped", true],
    ["another group", { groups: ["docs-readers"] }, "ungrouped", false],
    ["a group, of one who has none", { groups: ["docs-readers"] }, "nothing", false],
    ["a group beside a domain", { groups: ["writers"], domains: ["nowhere.example"] }, "ada", true],
    ["a domain, with an address that is not verified", { domains: ["example.com"] }, "unverified", false],
    ["a domain, with an address that only says it is verified", { domains: ["example.com"] }, "text", false],
    ["a domain, with a host below a look-alike", { domains: ["example.com"] }, "lookalike", false],
    ["a domain, with a host below it", { domains: ["example.com"] }, "subdomain", false],
  ])("by %s lets in whom it names", async (_, allow, account, admitted) => {
    const server = await gate(allow);
    const { reader, answer } = await signIn(server, account);
    expect([answer.status, await sees(reader)]).toEqual(admitted ? [303, true] : [403, false]);
    await server.stop();
    const [event] = server.audit();
    expect(event).toMatchObject({ event: admitted ? "sign-in" : "refused", method: "oidc" });
    expect(event?.reader).toMatch(/^oidc:/);
  });

  test("one reader can be revoked by address", async () => {
    const server = await gate({ domains: ["example.com"] });
    const { reader } = await signIn(server, "ada");
    const { changeUsers } = await import("../../src/serve/accounts/users-file.ts");
    await changeUsers(server.usersFile, (users) => ({
      ...users,
      revoked: { "ada@example.com": new Date().toISOString() },
    }));
    await expect.poll(() => sees(reader)).toBe(false);
    await changeUsers(server.usersFile, (users) => ({ ...users, revoked: {} }));
  });
});

test.each([
  [
    "both in the ID token",
    { email: "a", email_verified: true },
    { email: "b", email_verified: false },
    "a",
    true,
  ],
  ["both beside it", {}, { email: "b", email_verified: true }, "b", true],
  [
    "an address in both, of which one is verified",
    { email: "a" },
    { email: "b", email_verified: true },
    "b",
    true,
  ],
  [
    "an address beside the ID token, and a word that it is verified",
    { email_verified: true },
    { email: "b" },
    undefined,
    true,
  ],
  ["an address alone", { email: "a" }, {}, "a", undefined],
])("one answer does not vouch for the address in another: %s", (_, told, more, email, verified) => {
  const claims = joinClaims({ sub: "1", ...told }, more);
  expect([claims.email, claims.email_verified]).toEqual([email, verified]);
});

describe("during a session, where the provider gives a refresh token", () => {
  /** What becomes of somebody at the provider. */
  const become = (account: string, claims: object | undefined) =>
    ask(`http://127.0.0.1:${port}`, `/people/${account}`, {
      method: "POST",
      body: claims === undefined ? "" : JSON.stringify(claims),
    });
  const groups = { groups: ["docs-readers"] };
  /** The server's clock; the provider's goes on as it did. */
  const later = (minutes: number) =>
    vi.useFakeTimers({ now: Date.now() + minutes * 60_000, toFake: ["Date"] });

  beforeEach(async () => {
    await startProvider({ refreshes: true, lifetime: 24 * 3600 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  afterAll(() => startProvider());

  test.each([
    ["is no longer in a group that may read", "grouped", { groups: ["others"] }],
    ["is no longer known", "grouped", undefined],
    ["is called otherwise", "ada", { email: "eve@example.com", email_verified: true }],
  ])("a reader who %s reads no more, and their session has ended", async (_, account, claims) => {
    const server = await gate({ ...groups, domains: ["example.com"] });
    const { reader } = await signIn(server, account);
    const copy = reader.jar.header;
    expect(await sees(reader)).toBe(true);
    await become(account, claims);
    expect(await sees(reader)).toBe(true);
    later(16);
    // All that a page asks for at once waits for one answer.
    const answers = await Promise.all(Array.from({ length: 5 }, () => reader.get("/docs/draft")));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    vi.useRealTimers();
    expect((await ask(server.address, "/docs/draft", { headers: { cookie: copy } })).status).toBe(404);
    await server.stop();
    expect(server.audit().filter(({ event }) => event === "ended")).toMatchObject([
      { method: "oidc", reason: expect.stringContaining("vouched") },
    ]);
    expect(server.auditText() + server.log.join("")).not.toContain(copy.slice(-40));
  });

  test("one who may still read goes on, with a token that the provider takes once, after a restart too", async () => {
    const server = await gate(groups);
    const { reader } = await signIn(server, "grouped");
    for (const minutes of [16, 32, 48]) {
      later(16);
      const answers = await Promise.all(Array.from({ length: 5 }, () => reader.get("/docs/draft")));
      expect([minutes, ...answers.map(({ status }) => status)]).toEqual([minutes, 200, 200, 200, 200, 200]);
    }
    const restarted = await gate(groups);
    later(16);
    const cookie = reader.jar.header;
    const asked = () => ask(restarted.address, "/docs/draft", { headers: { cookie } });
    expect((await asked()).status).toBe(200);
    await become("grouped", { groups: [] });
    later(16);
    expect((await asked()).status).toBe(404);
  });

  test("one goes on while the provider does not answer, and is asked about once it does", async () => {
    const server = await gate(groups);
    const { reader } = await signIn(server, "grouped");
    await stopProvider();
    later(16);
    expect(await sees(reader)).toBe(true);
    expect(server.log.join()).toContain("did not say whether a reader may still read");
    // This one never gave the token.
    await startProvider({ refreshes: true });
    later(2);
    expect(await sees(reader)).toBe(false);
  });
});

describe("what goes wrong at the provider", () => {
  test("a way back that is brought again and again is not asked about for ever", async () => {
    const server = await gate({ domains: ["example.com"] }, {}, { perAddress: 3 });
    const reader = visitor(server.address, origin);
    const back = await travel(reader, "ada");
    const cookie = reader.jar.header;
    const statuses = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      statuses.push((await ask(server.address, back, { headers: { cookie } })).status);
    }
    expect(statuses).toEqual([303, 400, 400, 429, 429]);
  });

  test("a code is good for one sign-in", async () => {
    const server = await gate({ domains: ["example.com"] });
    const reader = visitor(server.address, origin);
    const back = await travel(reader, "ada");
    const before = new Map(reader.jar.cookies);
    expect((await reader.get(back)).status).toBe(303);
    const thief = visitor(server.address, origin);
    for (const [name, value] of before) thief.jar.cookies.set(name, value);
    expect((await thief.get(back)).status).toBe(400);
    expect(await sees(thief)).toBe(false);
    // Without the cookies of the sign-in, and with those of another one.
    expect((await visitor(server.address, origin).get(back)).status).toBe(400);
    const other = visitor(server.address, origin);
    await travel(other, "named");
    expect((await other.get(back)).status).toBe(400);
    expect(await sees(other)).toBe(false);
  });

  test.each([
    ["another state", (url: URL) => url.searchParams.set("state", "x".repeat(43))],
    ["no state", (url: URL) => url.searchParams.delete("state")],
    ["another code", (url: URL) => url.searchParams.set("code", "x")],
    ["no code", (url: URL) => url.searchParams.delete("code")],
    ["another issuer", (url: URL) => url.searchParams.set("iss", "https://evil.example")],
    ["an error and a code", (url: URL) => url.searchParams.set("error", "<script>alert(1)</script>")],
    ["two codes", (url: URL) => url.searchParams.append("code", "x")],
  ])("a way back with %s signs nobody in", async (_, change) => {
    const server = await gate({ domains: ["example.com"] });
    const reader = visitor(server.address, origin);
    const url = new URL(await travel(reader, "ada"), origin);
    change(url);
    const answer = await reader.get(url.pathname + url.search);
    expect([answer.status, answer.text.includes("alert(1)"), await sees(reader)]).toEqual([
      400,
      false,
      false,
    ]);
  });

  test("a reader who declines comes back to the sign-in page", async () => {
    const server = await gate({ domains: ["example.com"] });
    const { answer } = await signIn(server, "");
    expect([answer.status, answer.text.includes("Signing in did not work")]).toEqual([400, true]);
  });

  test("keys that are rotated are followed at once", async () => {
    const server = await gate({ domains: ["example.com"] });
    expect((await signIn(server, "ada")).answer.status).toBe(303);
    for (const key of ["second", "third", "first"]) {
      await startProvider({ key });
      expect((await signIn(server, "ada")).answer.status).toBe(303);
    }
  });

  test("a clock that is off by less than the tolerance does not matter, one that is off by more does", async () => {
    const server = await gate({ domains: ["example.com"] }, { clockTolerance: 30 });
    for (const [offset, status] of [
      [-25, 303],
      [25, 303],
      [-120, 400],
    ] as const) {
      await startProvider({ offset, lifetime: 10 });
      expect([offset, (await signIn(server, "ada")).answer.status]).toEqual([offset, status]);
    }
    await startProvider();
  });

  test("it may be down at the start and later: sessions and local accounts go on, and it is tried again", async () => {
    await stopProvider();
    const server = await gate({ domains: ["example.com"] });
    const reader = visitor(server.address, origin);
    await reader.get("/auth/sign-in");
    const down = await reader.get("/auth/oidc");
    expect([
      down.status,
      down.text.includes("cannot be reached"),
      down.text.includes('name="password"'),
    ]).toEqual([503, true, true]);
    const { password } = await import("./running.ts");
    expect((await visitor(server.address, origin).signIn("ada", password)).status).toBe(303);
    await startProvider();
    const signedIn = await signIn(server, "ada");
    expect(signedIn.answer.status).toBe(303);

    const traveller = visitor(server.address, origin);
    const back = await travel(traveller, "ada");
    await stopProvider();
    expect((await traveller.get(back)).status).toBe(503);
    expect(await sees(signedIn.reader)).toBe(true);
    expect((await signedIn.reader.post("/auth/sign-out", {})).headers["clear-site-data"]).toBeDefined();
    await startProvider();
  });

  test("another site cannot send readers off to it", async () => {
    const server = await gate({ domains: ["example.com"] });
    const answer = await visitor(server.address, origin).get("/auth/oidc", {
      "sec-fetch-site": "cross-site",
    });
    expect([answer.status, answer.headers.location]).toEqual([200, undefined]);
  });

  test("a site that was opened under another name says which is its own, and sends nobody off", async () => {
    const server = await gate({ domains: ["example.com"] });
    const { status, headers, text } = await visitor(server.address, origin).get("/auth/oidc", {
      referer: "http://192.0.2.1:3000/auth/sign-in",
    });
    expect([status, headers.location]).toEqual([400, undefined]);
    expect(text).toContain(`Signing in works at ${origin} only.`);
  });

  test("no token, code or secret is in any log", async () => {
    const server = await gate({ domains: ["example.com"] });
    const reader = visitor(server.address, origin);
    const back = await travel(reader, "ada");
    await reader.get(back);
    await reader.get(back);
    await server.stop();
    const all = server.auditText() + server.log.join("\n");
    const code = new URL(back, origin).searchParams.get("code") ?? "none";
    for (const word of [code, "the secret of the client", "eyJ"]) expect(all.includes(word)).toBe(false);
  });
});
