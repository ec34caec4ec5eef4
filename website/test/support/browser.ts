import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { chromiumPath } from "wirebook-test/support/chromium";

/** The Chromium of this machine: the package brings none along. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
}

/** A page with everything that it complained about: errors in the console, refused requests, reports of the policy. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: readonly string[];
}

/** How a reader comes: with a wide window and scripts, unless told otherwise. */
export interface Visit {
  readonly width?: number;
  readonly dark?: boolean;
  readonly javaScriptEnabled?: boolean;
}

/** Opens a page that notes what goes wrong, and every request that leaves its origin. */
export async function visit(browser: Browser, url: string, options: Visit = {}): Promise<WatchedPage> {
  const { width = 1280, dark = false, javaScriptEnabled = true } = options;
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 844 : 900 },
    colorScheme: dark ? "dark" : "light",
    javaScriptEnabled,
    permissions: ["clipboard-read", "clipboard-write"],
    baseURL: url,
  });
  // As long as a test may take: what a busy machine shows late is not wrong.
  context.setDefaultTimeout(55_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("requestfailed", (request) => {
    // What was fetched ahead is given up when the reader goes on before it is there.
    if (request.failure()?.errorText === "net::ERR_ABORTED") return;
    complaints.push(`${request.url()}: ${request.failure()?.errorText}`);
  });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== new URL(url).origin)
      complaints.push(`another origin: ${origin}`);
  });
  return { page, context, complaints };
}
