import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { userInfo } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "wirebook-test/support/free-port";
import { ask, visitor } from "./client.ts";
import { published, secret } from "./published.ts";
import { origin, password, type Running, running } from "./running.ts";

// The examples of the README and of the guide as they stand there, but for addresses and certificates, with a neighbour
// that writes down what it is sent.
const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const guide = readFileSync(
  new URL("../../../../website/docs/guides/behind-nginx.md", import.meta.url),
  "utf8",
);

/** The code blocks of a language below a heading. */
function blocks(page: string, heading: string, language: string): string[] {
  const section = page.split(`${heading}\n`)[1]?.split(/^##? /m)[0] ?? "";
  const found = section.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "gm"));
  return [...found].map(([, code = ""]) => code);
}

let gate: Running;
let folder: string;
let proxy: ChildProcess | undefined;
const heard: IncomingHttpHeaders[] = [];
const neighbour = createServer(({ headers }, response) => {
  heard.push(headers);
  response.end("the reports");
});
const environment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` };

beforeAll(async () => {
  const site = await published("proxies");
  folder = path.join(site.dir, "proxy");
  mkdirSync(folder, { recursive: true });
  gate = await running(site.dir, { trustProxy: ["127.0.0.1"] });
  await new Promise<void>((resolve) => neighbour.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  const closed = new Promise((resolve) => proxy?.once("close", resolve));
  proxy?.kill();
  await closed;
});
afterAll(async () => {
  await gate.stop();
  neighbour.close();
});

/** An example with the addresses of this run. */
function here(example: string): string {
  const { port } = neighbour.address() as AddressInfo;
  return example
    .replaceAll("127.0.0.1:3000", new URL(gate.address).host)
    .replaceAll("127.0.0.1:8080", `127.0.0.1:${port}`);
}

/** Starts a proxy and waits until it answers. */
async function started(command: string, args: readonly string[], port: number): Promise<string> {
  let output = "";
  proxy = spawn(command, args, { env: { ...environment, HOME: folder }, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [proxy.stdout, proxy.stderr]) {
    stream?.on("data", (data) => {
      output += data;
    });
  }
  const address = `http://127.0.0.1:${port}`;
  const answers = () =>
    ask(address, "/robots.txt").then(
      ({ status }) => status,
      () => output,
    );
  await expect.poll(answers).toBe(200);
  return address;
}

/** Starts nginx with a server and what is to stand in it too. */
async function nginx(server: string, neighbours = ""): Promise<string> {
  const port = await freePort();
  const own = here(server)
    .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
    .replace(/\}\s*$/, `${here(neighbours)}}\n`);
  const config = path.join(folder, "nginx.conf");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(" ");
  writeFileSync(
    config,
    `user ${userInfo().username}; daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}\nhttp { access_log off; ${temporary}\n${own}}\n`,
  );
  return started("nginx", ["-c", config], port);
}

function nginxOfReadme(): Promise<string> {
  const [server = "", neighbours] = blocks(readme, "### Behind nginx", "nginx");
  return nginx(server, neighbours);
}

function nginxOfGuide(): Promise<string> {
  const [server = ""] = blocks(guide, "# Put it behind nginx", "nginx");
  const [neighbours] = blocks(guide, "## Put a neighbour behind the same sign-in", "nginx");
  return nginx(server, neighbours);
}

async function caddy(): Promise<string> {
  const port = await freePort();
  const [example = ""] = blocks(readme, "### Behind Caddy", "text").map(here);
  const config = path.join(folder, "Caddyfile");
  writeFileSync(
    config,
    `{\n  admin off\n}\n${example.replace("docs.example.com {", `http://127.0.0.1:${port} {`)}`,
  );
  return started("caddy", ["run", "--adapter", "caddyfile", "--config", config], port);
}

describe.each([
  ["nginx as the README has it", nginxOfReadme],
  ["nginx as the guide has it", nginxOfGuide],
  ["Caddy as the README has it", caddy],
])("behind %s", (_, start) => {
  test("readers read drafts, and a neighbour is told who reads and handed no cookie", async () => {
    const address = await start();
    const reader = visitor(address, origin);
    expect((await reader.get("/docs/draft")).text).not.toContain(secret);
    expect((await reader.signIn("ada", password)).status).toBe(303);
    expect((await reader.get("/docs/draft")).text).toContain(secret);
    expect(gate.audit().at(-1)?.address).toBe("127.0.0.1");

    expect((await ask(address, "/reports/today")).status).toBe(401);
    expect(heard.splice(0)).toEqual([]);
    const cookie = `own=1; ${reader.jar.header}; __Host-draft-gate-form=x; draft-gate=y`;
    const forged = { cookie, "remote-user": "local:eve", "remote-email": "eve@example.com" };
    const answer = await ask(address, "/reports/today", { headers: forged });
    expect([answer.status, answer.text]).toEqual([200, "the reports"]);
    const [{ cookie: handed, "remote-user": user, "remote-email": email } = {}, ...more] = heard.splice(0);
    expect([handed, user, email || undefined, more]).toEqual([undefined, "local:ada", undefined, []]);
  });
});

test("nginx that serves the public tree itself knows of no draft, and leads readers to the gate", async () => {
  const [server = ""] = blocks(guide, "## Serve the public tree yourself", "nginx");
  const address = await nginx(server.replace("/srv/docs/gated", path.dirname(folder)));
  const reader = visitor(address, origin);
  const [draft, madeUp] = [await reader.get("/docs/draft"), await reader.get("/docs/nothing")];
  expect([draft.status, draft.text]).toEqual([404, madeUp.text]);
  expect((await reader.get("/docs/intro")).text).toContain("public intro");
  expect((await reader.signIn("ada", password)).status).toBe(303);
  expect((await reader.get("/docs/draft")).text).toContain(secret);
});
