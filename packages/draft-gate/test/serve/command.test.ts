import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { readUsers } from "../../src/serve/accounts/users-file.ts";
import { configSchema } from "../../src/serve/config/config.ts";
import { applyEnvironment, variables } from "../../src/serve/config/environment.ts";
import { gate, gateCommand, newSite } from "../site.ts";
import { type Child, startServe } from "./child.ts";
import { ask, speak, visitor } from "./client.ts";
import { type Published, published, secret } from "./published.ts";
import { origin, password, secretOfServer } from "./running.ts";

let site: Published;
let server: Child | undefined;

beforeAll(async () => {
  site = await published("command");
});
afterEach(async () => {
  await server?.stop("SIGKILL");
  server = undefined;
});

const valid = { DRAFT_GATE_URL: "https://docs.example.com", DRAFT_GATE_SECRETS: secretOfServer };

/** Runs the command with something on standard input. */
function withInput(args: readonly string[], input: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [gateCommand, ...args], { cwd: site.dir });
    let output = "";
    child.stdout.on("data", (data) => {
      output += data;
    });
    child.stderr.on("data", (data) => {
      output += data;
    });
    child.on("close", (code) => resolve({ code, output }));
    child.stdin.end(input);
  });
}

describe("docusaurus-draft-gate serve does not start", () => {
  const faults: [string, string, Record<string, string>, string[]][] = [
    ["without settings", "", {}, ["2 faults", "url: is missing", "secrets: is missing"]],
    [
      "with several faults, each of which it names",
      `url: http://docs.example.com/docs
secrets: [short]
lisen: {}
listen: { port: 99999 }
trustProxy: [everybody]
oidc: { issuer: "http://sso.example.com", allow: {} }
csp: { script-src: ["'unsafe-inline'"], plugin-types: [x] }
session: 12`,
      { DRAFT_GATE_TYPO: "1" },
      [
        "11 faults",
        "url: must be an origin",
        "secrets.0: must be at least 32 characters",
        "lisen: there is no such setting",
        "listen.port: must be a whole number from 0 to 65535",
        "trustProxy.0: must be an IP address or a network",
        "oidc.issuer: must be the provider's https URL",
        "oidc.clientId: is missing",
        "oidc.allow: must name who may read",
        "csp.plugin-types: is no directive",
        "session: must hold names and values",
        "DRAFT_GATE_TYPO: there is no such variable",
      ],
    ],
    [
      "with 'unsafe-eval' for scripts",
      "csp: { script-src: [\"'unsafe-eval'\"] }",
      valid,
      ["csp: script-src takes no"],
    ],
    ["with a file that is not YAML", "url: [", valid, ["neither JSON nor YAML"]],
    [
      "with nobody who could sign in",
      "users: none.json",
      valid,
      ["Nobody could sign in", "none.json. Add one: docusaurus-draft-gate user add NAME --users /"],
    ],
    [
      "with a log that cannot be written",
      "audit: missing/audit.jsonl",
      valid,
      ["audit:", "cannot be written"],
    ],
    [
      "with a list of ended sessions that cannot be written",
      "session: { ended: missing/ended.jsonl }",
      valid,
      ["session.ended:", "missing/ended.jsonl cannot be read and written (ENOENT)"],
    ],
    [
      "with a file of accounts that is none",
      "users: config.yaml",
      valid,
      ["cannot be read as a file of local accounts"],
    ],
    [
      "with a secret's file that is missing",
      "",
      { DRAFT_GATE_SECRETS_FILE: "/none" },
      ["DRAFT_GATE_SECRETS_FILE: must be the path of a file that holds the value (ENOENT)"],
    ],
  ];
  test.each(faults)("%s", async (_, config, env, messages) => {
    await gate(["user", "revoke", "--all", "--users", "users.json"], site.dir);
    await withInput(["user", "add", "ada", "--users", "users.json"], password);
    writeFileSync(
      path.join(site.dir, "config.yaml"),
      config.includes("users:") ? config : `users: users.json\n${config}`,
    );
    const { code, output } = await gate(["serve", "--dir", ".", "--config", "config.yaml"], site.dir, env);
    for (const message of messages) expect(output).toContain(message);
    expect(code).toBe(1);
    expect(output).not.toMatch(new RegExp(`${secretOfServer}|short|\\bat .*\\.js`));
  });

  test("without a file and without variables, and says where settings come from", async () => {
    const { output } = await gate(["serve"], site.dir);
    expect(output).toContain("url: is missing");
    expect(output).toContain("--config FILE");
    expect((await gate(["serve", "--config", "."], site.dir)).output).toContain("cannot be read (EISDIR)");
  });

  test("without trees, or with what is none", async () => {
    const none = await gate(["serve", "--dir", "nowhere"], site.dir, valid);
    expect(none.output).toMatch(/docusaurus-draft-gate build; or give --dir/);
    const empty = newSite("command-empty");
    writeFileSync(path.join(empty, "current"), "");
    expect((await gate(["serve", "--dir", "."], empty, valid)).output).toContain("release: ");
  });

  test("where another server listens", async () => {
    server = await startServe(site.dir);
    const port = new URL(server.address).port;
    const { output } = await gate(["serve", "--dir", "."], site.dir, {
      ...valid,
      DRAFT_GATE_PORT: port,
      DRAFT_GATE_USERS: "users.json",
    });
    expect(output).toContain(`cannot listen on 127.0.0.1:${port} (EADDRINUSE)`);
  });
});

test("variables that Kubernetes adds for Services of such names stop no start, and set nothing", async () => {
  const env = Object.fromEntries(
    ["DRAFT_GATE", "DRAFT_GATE_METRICS", "DRAFT_GATE_A_2"].flatMap((name) => [
      [`${name}_PORT`, "tcp://10.0.0.1:80"],
      [`${name}_SERVICE_HOST`, "10.0.0.1"],
      [`${name}_SERVICE_PORT`, "80"],
      [`${name}_SERVICE_PORT_HTTP`, "80"],
      ...["", "_PROTO", "_PORT", "_ADDR"].map((part) => [`${name}_PORT_80_TCP${part}`, "x"]),
      [`${name}_PORT_53_UDP`, "udp://10.0.0.1:53"],
    ]),
  );
  const config: Record<string, unknown> = {};
  expect(applyEnvironment(config, env)).toEqual([]);
  expect(config).toEqual({});
  expect(applyEnvironment({}, { DRAFT_GATE_PORT_80: "x", DRAFT_GATE_SERVICE: "x" })).toHaveLength(2);
});

describe("a file of accounts that the system does not let one at", () => {
  test("is told of with the system's code, by each command and at the start", async () => {
    writeFileSync(path.join(site.dir, "plain"), "");
    mkdirSync(path.join(site.dir, "folder"), { recursive: true });
    for (const [file, code] of [
      ["folder", "EISDIR"],
      ["plain/users.json", "ENOTDIR"],
    ] as const) {
      const said = new RegExp(`users: .*${file} cannot be (read|written) \\(${code}|EEXIST\\)`);
      expect((await gate(["user", "list", "--users", file], site.dir)).output).toMatch(said);
      expect((await withInput(["user", "add", "ada", "--users", file], password)).output).toMatch(said);
      const env = { ...valid, DRAFT_GATE_USERS: file };
      expect((await gate(["serve", "--dir", "."], site.dir, env)).output).toMatch(said);
    }
  });

  test("as is one that another user owns", async () => {
    const file = path.join(site.dir, "theirs.json");
    writeFileSync(file, "{}");
    chmodSync(file, 0o000);
    const refused = () => readUsers(file).catch((error: Error) => error.message);
    // Root may read everything: then it is somebody else for a moment.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      expect(await refused()).toMatch(/theirs\.json cannot be read \(EACCES\)/);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});

describe("docusaurus-draft-gate user", () => {
  test("adds, lists and removes accounts in a file that only its owner reads", async () => {
    const users = ["--users", "accounts/users.json"];
    const run = (...args: string[]) => gate(["user", ...args, ...users], site.dir);
    expect((await withInput(["user", "add", "bea", ...users], `${password}\n`)).output).toContain(
      "bea can sign in.",
    );
    const file = path.join(site.dir, "accounts/users.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toMatch(/\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(readFileSync(file, "utf8")).not.toContain(password);
    expect((await run("list")).output).toMatch(/^bea\t20\d\d-/);
    expect((await run("remove", "nobody")).output).toContain('There is no account "nobody"');
    expect(readdirSync(path.dirname(file))).toEqual(["users.json"]);
    expect((await run("remove", "bea")).output).toContain("bea is removed.");
    expect((await run("list")).output).toBe("");
    expect((await run("revoke", "Ada@Example.com")).output).toContain("end");
    expect(JSON.parse(readFileSync(file, "utf8")).revoked).toHaveProperty(["ada@example.com"]);
    expect((await run("revoke")).code).toBe(1);
  });

  test.each([
    ["a short password", "ada", "short", "at least 12 characters"],
    ["a password that is too long", "ada", "x".repeat(1025), "at most 1024 bytes"],
    ["the name as the password", "ada lovelace 1", "ada lovelace 1", "is not the name"],
    ["a common password", "ada", "1qaz2wsx3edc", "tried first"],
    ["a common one in other letters", "ada", "1QAZ2wsx3EDC", "tried first"],
    ["a common one with signs around it", "ada", "!Password-2026", "tried first"],
    ["a common one twice", "ada", "monkeymonkey", "tried first"],
    ["a few letters over and over", "ada", "abcabcabcabc", "tried first"],
    ["a name with a line break", "ada\nX: y", password, "no control characters"],
    ["a name that the file cannot hold", "constructor", password, "cannot be a name here"],
    ["an empty name", "", password, "1 to 200 characters"],
  ])("refuses %s", async (_, name, input, message) => {
    const { code, output } = await withInput(["user", "add", name, "--users", "refused.json"], input);
    expect([code, output]).toEqual([1, expect.stringContaining(message)]);
  });
});

describe("a server that runs", () => {
  test("says that it is alive and ready, and shows its figures on another port only", async () => {
    server = await startServe(site.dir);
    expect((await ask(server.address, "/healthz")).text).toBe("ok\n");
    expect((await ask(server.address, "/readyz")).text).toBe("ready\n");
    expect((await ask(server.address, "/metrics")).status).toBe(404);
    const reader = visitor(server.address, origin);
    await reader.signIn("ada", password);
    await reader.get("/docs/draft");
    const { text } = await ask(server.metricsAddress, "/metrics");
    expect(text).toContain('draft_gate_requests_total{tree="private",status="2xx"} 1');
    expect(text).toContain('draft_gate_sign_ins_total{method="local",result="in"} 1');
    expect(text).not.toMatch(/draft"|docs|ada\b/);
    expect((await ask(server.metricsAddress, "/docs/intro")).status).toBe(404);
    expect(server.output()).toMatch(/"event":"read","reader":"local:ada","path":"\/docs\/draft"/);
    expect(server.output()).not.toContain(password);
  });

  test("shows no /metrics anywhere unless told to", async () => {
    server = await startServe(site.dir, { metrics: undefined });
    expect([server.metricsAddress, (await ask(server.address, "/metrics")).status]).toEqual(["", 404]);
  });

  test("that is told to stop ends what is under way, and takes nothing new", async () => {
    server = await startServe(site.dir);
    const { address } = server;
    const { hostname, port } = new URL(address);
    const slow = connect(Number(port), hostname);
    let heard = 0;
    slow.write("GET /assets/large.0123456789.bin HTTP/1.1\r\nHost: x\r\n\r\n");
    await new Promise((resolve) => slow.once("data", resolve));
    slow.pause();
    const stopped = server.stop();
    const alive = () =>
      ask(address, "/healthz").then(
        () => true,
        () => false,
      );
    await expect.poll(alive).toBe(false);
    slow.on("data", (data) => {
      heard += data.length;
    });
    // What the server wrote before it ended may still be on its way.
    const ended = once(slow, "close");
    slow.resume();
    expect(await stopped).toBe(0);
    await ended;
    expect(heard).toBeGreaterThan(1_900_000);
    // It ended with what was under way, not when its patience did.
    expect(server.output()).not.toContain("cut off");
    server = undefined;
  });

  test("that is told to stop answers clients that keep their connections, and tells them that it was the last", async () => {
    server = await startServe(site.dir);
    const { hostname, port } = new URL(server.address);
    const clients = Array.from({ length: 20 }, () => connect(Number(port), hostname));
    const errors: string[] = [];
    const heard = clients.map(() => "");
    for (const [index, client] of clients.entries()) {
      client.on("error", (error: NodeJS.ErrnoException) => errors.push(String(error.code)));
      client.on("data", (data) => {
        heard[index] += data.toString("latin1");
      });
    }
    const askAll = () => clients.map((client) => client.write("GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n"));
    const answers = () => heard.map((text) => text.match(/HTTP\/1.1 200 OK/g)?.length ?? 0);
    askAll();
    await expect.poll(() => Math.min(...answers())).toBe(1);
    const stopped = server.stop();
    await expect.poll(() => server?.output()).toContain("SIGTERM: stopping");
    askAll();
    expect(await stopped).toBe(0);
    expect([errors, Math.min(...answers())]).toEqual([[], 2]);
    for (const text of heard) expect(text.match(/Connection: close/gi)).toHaveLength(1);
    server = undefined;
  });

  test("goes on when nobody reads what it says any more", async () => {
    server = await startServe(site.dir);
    server.hangUp();
    for (let attempt = 0; attempt < 3; attempt++) {
      expect((await visitor(server.address, origin).signIn("ada", "not the pass phrase")).status).toBe(401);
    }
    expect(await server.stop()).toBe(0);
    server = undefined;
  });

  test("writes its audit log to a new file when the old one was moved away", async () => {
    const audit = path.join(site.dir, "rotated.jsonl");
    server = await startServe(site.dir, { audit });
    const attempt = () => visitor(server?.address ?? "", origin).signIn("ada", "not the pass phrase");
    await attempt();
    await expect.poll(() => readFileSync(audit, "utf8")).toContain("refused");
    renameSync(audit, `${audit}.1`);
    process.kill(server.pid, "SIGHUP");
    await expect.poll(() => existsSync(audit)).toBe(true);
    await attempt();
    const lines = (file: string) => readFileSync(file, "utf8").split("\n").filter(Boolean).length;
    await expect.poll(() => [lines(audit), lines(`${audit}.1`)]).toEqual([1, 1]);
    expect((await ask(server.address, "/healthz")).status).toBe(200);
  });

  test("says once that its release is gone, is not ready until there is one, and then goes on", async () => {
    const other = await published("command-dangling");
    server = await startServe(other.dir);
    const current = path.join(other.dir, "current");
    const target = readlinkSync(current);
    const status = async () => (await ask(server?.address ?? "", "/readyz")).status;
    rmSync(current);
    symlinkSync("releases/none", current);
    await expect.poll(status).toBe(503);
    // Looked at twice a second.
    await new Promise((resolve) => setTimeout(resolve, 1600));
    expect(server.output().match(/leads nowhere/g)).toHaveLength(1);
    rmSync(current);
    symlinkSync(target, current);
    await expect.poll(status).toBe(200);
    expect(server.output().match(/leads to a release again/g)).toHaveLength(1);
    await other.publish();
    await expect.poll(() => server?.output()).toContain("serving ");
  });

  test("closes on clients that take their time with headers or a body, and serves others meanwhile", async () => {
    server = await startServe(site.dir);
    const { address } = server;
    const drips = [
      "GET / HTTP/1.1\r\nHost: x\r\nX: ",
      "POST /auth/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\n\r\nn",
    ];
    const slow = drips.map((bytes) => speak(address, bytes, Number.POSITIVE_INFINITY));
    const { hostname, port } = new URL(address);
    const crowd = Array.from({ length: 200 }, () => connect(Number(port), hostname).on("error", () => {}));
    for (const one of crowd) one.write("GET / HT");
    expect((await ask(address, "/docs/intro")).status).toBe(200);
    for (const heard of await Promise.all(slow)) expect(heard).toMatch(/^(HTTP\/1.1 408|$)/);
    for (const one of crowd) one.destroy();
  });

  test("lets go of files whose readers hang up", async () => {
    server = await startServe(site.dir);
    const { hostname, port } = new URL(server.address);
    const openFiles = () => readdirSync(`/proc/${server?.pid}/fd`).length;
    const before = openFiles();
    for (let round = 0; round < 100; round++) {
      const socket = connect(Number(port), hostname);
      socket.write("GET /assets/large.0123456789.bin HTTP/1.1\r\nHost: x\r\n\r\n");
      await new Promise((resolve) => socket.once("data", resolve));
      socket.destroy();
    }
    await expect.poll(openFiles).toBeLessThan(before + 5);
    expect((await ask(server.address, "/docs/intro")).status).toBe(200);
  });

  test("on localhost without https sets cookies that browsers take there, and nowhere else", async () => {
    server = await startServe(site.dir, { url: "http://localhost:3000" });
    const reader = visitor(server.address, "http://localhost:3000");
    const [cookie] = (await reader.signIn("ada", password)).headers["set-cookie"] ?? [];
    expect(cookie).toMatch(/^draft-gate=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await reader.get("/docs/draft")).text).toContain(secret);
  });
});

test("the README lists every variable and every setting", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const missing = Object.entries(variables).filter(
    ([name, [setting]]) => !readme.includes(`| \`${setting}\``) || !readme.includes(`\`${name}\``),
  );
  expect(missing).toEqual([]);
  const settings = Object.keys(configSchema.entries);
  expect(settings.filter((setting) => !new RegExp(`^\\| \`${setting}[.\`]`, "m").test(readme))).toEqual([]);
});
