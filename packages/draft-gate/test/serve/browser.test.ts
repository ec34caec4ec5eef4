import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath } from "wirebook-test/support/chromium";
import { freePort } from "wirebook-test/support/free-port";
import { fixtureSite, gate } from "../site.ts";
import { password, type Running, running } from "./running.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const draft = "docs/guides/zqhidden";
const draftTitle = "Zqtitle of the hidden guide";
const draftHeading = "zqheadingone";

let browser: Browser;
let server: Running;
let base: string;
let context: BrowserContext;
let page: Page;
/** What the browser had to say, violations of the policy among it. */
let complaints: string[];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
  const site = fixtureSite("browser");
  const built = await gate(["build"], site, { FIXTURE_PARTS: "one-locale" });
  expect(built.code, built.output).toBe(0);
  const port = await freePort();
  base = `http://localhost:${port}/base/`;
  server = await running(path.join(site, "gated"), {
    url: `http://localhost:${port}`,
    listen: { port },
    limits: { perAddress: 1000, perAccount: 1000 },
    oidc: {
      issuer: "http://localhost:9",
      clientId: "docs",
      label: "Example SSO",
      allow: { domains: ["example.com"] },
    },
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function newPage(options: Parameters<Browser["newContext"]>[0] = {}): Promise<void> {
  context = await browser.newContext({ locale: "en-GB", ...options });
  page = await context.newPage();
  complaints = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) complaints.push(message.text());
  });
}

async function signIn(on: Page = page): Promise<void> {
  await on.getByLabel("Name").fill("ada");
  await on.getByLabel("Password").fill(password);
  await on.getByRole("button", { name: "Sign in" }).click();
}

const title = (on: Page = page) => on.locator("h1").first().textContent();

describe("in Chromium", () => {
  test("an outsider finds no draft, signs in where it would be, reads and searches it, and signs out again", async () => {
    await newPage();
    const answer = await page.goto(base + draft);
    expect([answer?.status(), await title()]).toEqual([404, "Page Not Found"]);
    await page.locator(".draft-gate-not-found a").click();
    expect(await title()).toBe("Sign in");
    await signIn();
    await page.waitForURL(base + draft);
    expect(await title()).toBe(draftHeading);
    // The search of the private tree finds it.
    await page.goto(`${base}search?q=zqheadingone`);
    await expect.poll(() => page.getByRole("link", { name: draftHeading }).count()).toBeGreaterThan(0);

    // Within the site, without loading a page anew.
    await page.goto(`${base}docs/intro`);
    await page.goto(base + draft);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(base);
    const after = await page.goto(base + draft);
    expect([after?.status(), await title()]).toEqual([404, "Page Not Found"]);
    await page.goto(`${base}search?q=zqheadingone`);
    await page.waitForTimeout(1000);
    expect(await page.getByRole("link", { name: draftHeading }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("after signing out, going back does not bring the draft back", async () => {
    await newPage();
    await page.goto(`${base}auth/sign-in`);
    await signIn();
    await page.waitForURL(base);
    await page.goto(base + draft);
    expect(await title()).toBe(draftHeading);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(base);
    await page.goBack();
    await expect.poll(() => title()).toBe("Page Not Found");
    await context.close();
  });

  test("a tab that is kept open shows no draft once another one signed out", async () => {
    await newPage();
    await page.goto(`${base}auth/sign-in`);
    await signIn();
    await page.waitForURL(base);
    await page.goto(`${base}docs/intro`);
    const link = page.locator(`a[href="/base/${draft}"]`).first();
    await link.waitFor({ state: "attached" });
    const other = await context.newPage();
    await other.goto(`${base}docs/intro`);
    await other.getByRole("button", { name: "Sign out" }).click();
    await other.waitForURL(base);
    // Docusaurus goes there without asking the server for the page.
    await link.dispatchEvent("click");
    await page.waitForURL(base + draft);
    await expect.poll(() => title()).toBe("Page Not Found");
    expect(await page.content()).not.toContain("zqbody");
    await context.close();
  });

  test.each([true, false])(
    "the sign-in page works by keyboard, with JavaScript: %s",
    async (javaScriptEnabled) => {
      await newPage({ javaScriptEnabled });
      await page.goto(base + draft);
      await page.goto(`${base}auth/sign-in`, { referer: base + draft });
      const focused: string[] = [];
      for (let step = 0; step < 8; step++) {
        await page.keyboard.press("Tab");
        const element = page.locator(":focus");
        const name = (await element.getAttribute("name")) ?? (await element.textContent()) ?? "";
        focused.push(name.trim());
        if (name === "name") await page.keyboard.type("ada");
        if (name === "password") {
          await page.keyboard.type(password);
          break;
        }
      }
      expect(focused).toEqual(["Fixture", "Sign in with Example SSO", "name", "password"]);
      await page.keyboard.press("Enter");
      await page.waitForURL(base + draft);
      await expect.poll(() => page.title()).toContain(draftTitle);
      await context.close();
    },
  );

  const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
    [1280, 390].map((width) => ({ colorScheme, width })),
  );
  test.each(looks)("axe finds nothing on the sign-in page, $colorScheme, $width px wide", async (look) => {
    const { colorScheme, width } = look;
    await newPage({ colorScheme, viewport: { width, height: 800 } });
    const examine = async (state: string) => {
      await page.evaluate(`document.documentElement.setAttribute("data-theme", "${colorScheme}")`);
      // What changes its colour slowly is measured when it is done.
      await page.evaluate(
        "Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => true)",
      );
      if (process.env.SCREENSHOTS) {
        const name = `sign-in-${colorScheme}-${width}-${state}.png`;
        await page.screenshot({ path: path.join(process.env.SCREENSHOTS, name) });
      }
      await page.evaluate(axe);
      const { violations } = (await page.evaluate("axe.run()")) as { violations: Violation[] };
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      const overflows = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
      expect(await page.evaluate(overflows)).toBe(false);
    };
    await page.goto(`${base}auth/sign-in`);
    await examine("first");
    await page.getByLabel("Name").fill("ada");
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    await examine("refused");
    expect(complaints).toEqual([]);
    await context.close();
  });
});

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

test('"Sign in" is, byte for byte, the same on every page and on what is not found', async () => {
  const links = new Set<string>();
  for (const path of ["", "docs/intro", "docs/guides/public", draft, "nothing", "blog"]) {
    const html = await (await fetch(base + path)).text();
    links.add(
      /<a class="navbar__link draft-gate-sign-in"[^>]*>[^<]*<\/a>/.exec(html)?.[0] ?? `none on ${path}`,
    );
  }
  expect([...links]).toEqual([
    '<a class="navbar__link draft-gate-sign-in" href=/base/auth/sign-in>Sign in</a>',
  ]);
});
