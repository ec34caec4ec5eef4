import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { startBrowser, type Visit, visit, type WatchedPage } from "./browser.ts";
import { trees } from "./build.ts";
import { serveTree, type TreeServer } from "./server.ts";

/** The site as its readers come to it. */
export interface Site {
  /** Opens a page of the public tree. */
  read(options?: Visit): Promise<WatchedPage>;
  /** Opens a page of the private tree, as somebody who signed in. */
  readSignedIn(options?: Visit): Promise<WatchedPage>;
}

/** Serves both trees to a browser while the tests of a file run; what a test opened is closed behind it. */
export function openSite(): Site {
  let browser: Browser | undefined;
  let servers: TreeServer[] = [];
  const opened: WatchedPage[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
    servers = await Promise.all([serveTree(trees.public), serveTree(trees.private)]);
  });
  afterEach(() => Promise.all(opened.splice(0).map(({ context }) => context.close())));
  afterAll(() => Promise.all([browser?.close(), ...servers.map((server) => server.close())]));

  async function open(server: number, options?: Visit): Promise<WatchedPage> {
    const watched = await visit(browser as Browser, (servers[server] as TreeServer).url, options);
    opened.push(watched);
    if (options?.javaScriptEnabled !== false) waitUntilAlive(watched.page);
    return watched;
  }
  return { read: (options) => open(0, options), readSignedIn: (options) => open(1, options) };
}

/** A page is there before it is alive, and who acts in between is not heard: `goto` waits for both. */
function waitUntilAlive(page: Page): void {
  const goto = page.goto.bind(page);
  page.goto = async (...address) => {
    const response = await goto(...address);
    await page.waitForFunction(() => document.documentElement.dataset.hasHydrated === "true");
    return response;
  };
}
