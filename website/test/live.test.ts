import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { messages } from "@wirebook/schemas";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "wirebook-test/support/free-port";
import { startBrowser, visit } from "./support/browser.ts";

const command = path.join(import.meta.dirname, "../../packages/demo/dist/main.js");

/** What `npm start` runs once everything is built. */
function start(port: number, brokerPort: number) {
  const { NO_COLOR: _, FORCE_COLOR: __, VITEST: ___, NODE_ENV: ____, ...env } = process.env;
  const child: ChildProcess = spawn(process.execPath, [command], {
    env: { ...env, PORT: String(port), MQTT_PORT: String(brokerPort) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    output: () => output,
    ended,
    says: async (words: string) => {
      while (!output.includes(words)) {
        if (child.exitCode !== null) throw new Error(`npm start ended before it said "${words}":\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    interrupt: () => child.kill("SIGINT"),
  };
}

let browser: Browser;
let started: ReturnType<typeof start>;
let url: string;
let ports: [number, number];
beforeAll(async () => {
  ports = [await freePort(), await freePort()];
  url = `http://localhost:${ports[0]}`;
  started = start(...ports);
  browser = await startBrowser();
  await started.says("Ctrl-C ends all of it.");
});
afterAll(async () => {
  started?.interrupt();
  await Promise.all([browser?.close(), started?.ended]);
});

async function signIn(page: Page): Promise<void> {
  const [, account = "", password = ""] = /sign in +(\S+) \/ (\S+)/.exec(started.output()) ?? [];
  await page.goto("/auth/sign-in");
  await page.getByLabel("Name").fill(account);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${url}/`);
}

describe("npm start", () => {
  const parts = () =>
    started
      .output()
      .split(/The gateways and their backend, running|The book of these messages|The book, ready/);

  test("says what runs where, and shows it at work, before the book is built", () => {
    const [, system = ""] = parts();
    for (const words of ["20 simulated", `mqtt://127.0.0.1:${ports[1]}`, "npx wirebook tail", "/metrics"]) {
      expect(system).toContain(words);
    }
    expect(system).toMatch(/[0-9a-f]{16} up\/\w+ +\S.* \d+ B/);
    expect(system.split("\n").length).toBeLessThan(24);
  });

  test("says where the book is, once it can be read", () => {
    const [, , , book = ""] = parts();
    for (const words of [url, `${url}/live`, "sign in", "draft"]) expect(book).toContain(words);
    expect(book.split("\n").length).toBeLessThan(12);
  });

  test.each([
    ["the site's", () => [ports[0], ports[1] + 1] as const, "PORT"],
    ["the broker's", () => [ports[0] + 1, ports[1]] as const, "MQTT_PORT"],
  ])("names a port that is in use, and the remedy: %s", async (_, taken, variable) => {
    const another = start(...taken());
    expect(await another.ended).toBe(1);
    expect(another.output()).toMatch(
      new RegExp(
        `port \\d+ is in use\\. End what listens there, or take another one: ${variable}=\\d+ npm start`,
      ),
    );
  });
});

describe("the live page", () => {
  test("is not there for whoever is not signed in", async () => {
    const { page, context } = await visit(browser, url);
    const [live, madeUp] = [await page.goto("/live"), await page.goto("/lyve")];
    expect([live?.status(), madeUp?.status()]).toEqual([404, 404]);
    await context.close();
  });

  test("shows uplinks to a reader, and a click opens the page of one with its bytes in the playground", async () => {
    const { page, context, complaints } = await visit(browser, url);
    await signIn(page);
    await page.goto("/live");
    const lines = page.getByRole("region", { name: "Messages" }).getByRole("link");
    // Not the first line, which is explained without being pointed at.
    const line = lines.filter({ hasText: /up\/(?:data|env|status)/ }).nth(1);
    await line.waitFor({ timeout: 300_000 });
    await expect.poll(() => page.getByRole("status").textContent()).toMatch(/Up to date|newer/);

    // Nothing moves any more, and what a line means stands beside it.
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Go on" }).waitFor();
    await line.hover();
    const name = (await line.locator("span").first().textContent()) ?? "";
    const meaning = page.getByRole("region", { name: "What it means" });
    const title = messages.find((message) => message.name === name)?.title ?? "";
    await meaning.getByRole("heading", { name: title }).waitFor();
    expect(await meaning.getByText("Counter of the device's uplinks").count()).toBe(1);
    const device = (await line.locator("span").nth(1).textContent()) ?? "";
    await meaning.getByText(device).waitFor();
    const number = /n (\d+)/.exec((await line.textContent()) ?? "")?.[1];

    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const found = await (window as unknown as { axe: typeof import("axe-core") }).axe.run();
      return found.violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3)}`);
    });
    expect(violations).toEqual([]);

    await line.click();
    await page.waitForURL(new RegExp(`/docs/messages/${name}#payload=`));
    const json = page.getByLabel("JSON; edit it to see the CBOR");
    await expect.poll(() => json.inputValue()).toContain(`"i": "${device}"`);
    expect(JSON.parse(await json.inputValue())).toMatchObject({
      i: device,
      n: Number(number),
      q: name.split("/")[1],
    });
    expect(complaints).toEqual([]);
    await context.close();
  });
});

test("Ctrl-C ends all of it", async () => {
  started.interrupt();
  expect(await started.ended).toBe(0);
  const answers = await Promise.allSettled([fetch(url), fetch(`http://127.0.0.1:${ports[1]}`)]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
