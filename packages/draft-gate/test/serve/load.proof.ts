import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { freePort } from "wirebook-test/support/free-port";
import { filesOf, fixtureSite, gate } from "../site.ts";
import { startServe } from "./child.ts";
import { ask, visitor } from "./client.ts";
import { origin, password } from "./running.ts";

const run = promisify(execFile);
const [nginx, wrk] = ["/usr/sbin/nginx", "/usr/bin/wrk"];
/** Rounds of each measurement, and the seconds of one. */
const rounds = Number(process.env.LOAD_ROUNDS ?? 3);
const seconds = Number(process.env.LOAD_SECONDS ?? 8);
const baseUrl = "/base/";

interface Figures {
  readonly rate: number;
  /** In ms. */
  readonly p99: number;
}

/** Loads a server from 32 connections with all paths in turn. */
async function load(server: string, paths: readonly string[], folder: string, cookie = ""): Promise<Figures> {
  const script = path.join(folder, "paths.lua");
  const headers = cookie ? `{ ["Cookie"] = "${cookie}" }` : "{}";
  const list = paths.map((one) => `"${baseUrl}${one}"`).join(", ");
  const lua = `local paths = { ${list} }\nlocal at = 0\nlocal headers = ${headers}\nrequest = function()\n  at = at % #paths + 1\n  return wrk.format("GET", paths[at], headers)\nend\n`;
  writeFileSync(script, lua);
  const { stdout } = await run(wrk, ["-t1", "-c32", `-d${seconds}s`, "--latency", "-s", script, server]);
  expect(stdout, "all answers are 2xx or 3xx").not.toContain("Non-2xx");
  const [, value = "", unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout) ?? [];
  const factor = unit === "us" ? 0.001 : unit === "s" ? 1000 : 1;
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]), p99: Number(value) * factor };
}

/** nginx as Debian configures it, but for its logs, with one tree. */
async function startNginx(folder: string, tree: string): Promise<{ address: string; child: ChildProcess }> {
  const port = await freePort();
  const config = path.join(folder, "nginx.conf");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    config,
    `daemon off; worker_processes auto; pid ${folder}/pid; error_log ${folder}/error.log; user root;
events { worker_connections 768; }
http {
  include /etc/nginx/mime.types; sendfile on; tcp_nopush on; access_log off;
  server { listen 127.0.0.1:${port}; location ${baseUrl} { alias ${tree}/; try_files $uri $uri/index.html =404; } }
}
`,
  );
  const child = spawn(nginx, ["-c", config], { stdio: "ignore" });
  const address = `http://127.0.0.1:${port}`;
  await expect
    .poll(
      () =>
        ask(address, baseUrl).then(
          () => true,
          () => false,
        ),
      { timeout: 5000 },
    )
    .toBe(true);
  return { address, child };
}

test("serves at least a quarter of the requests that nginx does, from both trees, in 150 MB", async () => {
  for (const tool of [nginx, wrk]) {
    if (!existsSync(tool))
      throw new Error(`There is no ${tool}. Install it: apt-get install -y nginx-light wrk`);
  }
  const site = fixtureSite("load");
  const built = await gate(["build"], site);
  expect(built.code, built.output).toBe(0);
  const dir = path.join(site, "gated");
  const server = await startServe(dir, { limits: { perAddress: 1000 } });
  const reader = visitor(server.address, origin, baseUrl);
  await reader.signIn("ada", password);
  const trees = (["public", "private"] as const).map((audience) => {
    const tree = path.join(dir, "current", audience);
    // As they are asked for: pages by their addresses, and everything that pages load.
    const paths = filesOf(tree)
      .filter((file) => !/(?:^|\/)(?:404\.html$|\.)/.test(file))
      .map((file) => file.replace(/(?:\/?index)?\.html$/, "").replaceAll('"', ""))
      .map(encodeURI);
    return { audience, tree, paths, cookie: audience === "private" ? reader.jar.header : "" };
  });
  const median = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const memory = [server.memory()];
  for (const { audience, tree, paths, cookie } of trees) {
    const other = await startNginx(path.join(site, `nginx-${audience}`), tree);
    const figures: Record<"nginx" | "gate", Figures[]> = { nginx: [], gate: [] };
    for (let round = 0; round < rounds; round++) {
      // In turn, so that what else the machine does falls on both.
      figures.nginx.push(await load(other.address, paths, site));
      figures.gate.push(await load(server.address, paths, site, cookie));
      memory.push(server.memory());
    }
    other.child.kill();
    const rate = {
      nginx: median(figures.nginx.map((one) => one.rate)),
      gate: median(figures.gate.map((one) => one.rate)),
    };
    const p99 = {
      nginx: median(figures.nginx.map((one) => one.p99)),
      gate: median(figures.gate.map((one) => one.p99)),
    };
    const share = rate.gate / rate.nginx;
    console.log(
      `${audience} tree, ${paths.length} files, medians of ${rounds} rounds of ${seconds} s: ` +
        `${rate.gate.toFixed(0)} requests/s, p99 ${p99.gate.toFixed(2)} ms; nginx ${rate.nginx.toFixed(0)}/s, p99 ${p99.nginx.toFixed(2)} ms; ${(share * 100).toFixed(0)} %`,
    );
    expect(share).toBeGreaterThan(0.25);
  }
  console.log(`resident memory in MB: ${memory.map((one) => one.toFixed(0)).join(" ")}`);
  expect(Math.max(...memory)).toBeLessThan(150);
  await server.stop();
});
