import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { ended, gate, SITE_FOLDER } from "./gate.ts";

/** A gate that serves the site, with one account. */
export interface Door {
  readonly url: string;
  /** Path of a draft in the book. */
  readonly draft: string;
  /** Path of the page to sign in on. */
  readonly signIn: string;
  readonly account: string;
  readonly password: string;
  close(): Promise<void>;
}

/** What the build wrote down of the site. */
interface Manifest {
  readonly site: { readonly signIn: string };
  readonly locales: Readonly<Record<string, { readonly drafts: readonly { readonly permalink: string }[] }>>;
}

function readManifest(): Manifest {
  return JSON.parse(readFileSync(join(SITE_FOLDER, "gated/manifest.json"), "utf8")) as Manifest;
}

/**
 * Starts the gate, with an account and a secret that end with it.
 *
 * @param upstreams - paths that another server answers, for readers alone
 *
 * @throws Error when the port is in use, or the gate does not start
 */
export async function openDoor(port: number, upstreams: Readonly<Record<string, string>>): Promise<Door> {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-demo-"));
  const account = "reader";
  const password = randomBytes(9).toString("base64url");
  const users = join(folder, "users.json");
  const url = `http://localhost:${port}`;
  const adding = gate(["user", "add", account, "--users", users], { stdio: ["pipe", "ignore", "inherit"] });
  adding.stdin?.end(`${password}\n`);
  await ended(adding, "adding the account");

  const server = gate(["serve"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      DRAFT_GATE_URL: url,
      DRAFT_GATE_PORT: String(port),
      DRAFT_GATE_SECRETS: randomBytes(32).toString("hex"),
      DRAFT_GATE_USERS: users,
      DRAFT_GATE_AUDIT: join(folder, "audit.jsonl"),
      DRAFT_GATE_UPSTREAMS: Object.entries(upstreams)
        .map(([path, to]) => `${path}=${to}`)
        .join(),
    },
  });
  showTroubles(server.stderr as Readable);
  const closed = once(server, "close");
  async function close(): Promise<void> {
    server.kill("SIGTERM");
    await closed;
    rmSync(folder, { recursive: true, force: true });
  }
  if (!(await answers(url, () => server.exitCode === null))) {
    await close();
    throw new Error("the gate did not start; what is wrong with it stands above");
  }
  const { site, locales } = readManifest();
  const drafts = Object.values(locales).flatMap((locale) => locale.drafts);
  const draft = drafts.find(({ permalink }) => permalink.startsWith("/docs/"));
  return { url, draft: draft?.permalink ?? "/", signIn: site.signIn, account, password, close };
}

/** Shows what the gate says, where it is more than that it listens and stops. */
function showTroubles(output: Readable): void {
  createInterface({ input: output }).on("line", (line) => {
    if (!line.includes('"level":"info"')) console.error(`  ${line}`);
  });
}

/**
 * Finds out at once what would only show later.
 *
 * @throws Error that names the remedy when something else listens there
 */
export async function expectFree(port: number, variable = "PORT"): Promise<void> {
  const probe = createServer().listen(port, "127.0.0.1");
  try {
    await once(probe, "listening");
  } catch {
    throw new Error(
      `port ${port} is in use. End what listens there, or take another one: ${variable}=${port + 1} npm start`,
    );
  } finally {
    probe.close();
  }
}

/** Waits until the gate answers, or has ended. */
async function answers(url: string, isRunning: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 150 && isRunning(); tries++) {
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return true;
    await sleep(100);
  }
  return false;
}
