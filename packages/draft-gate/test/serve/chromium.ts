import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** Starts the system's Chromium; a test that needs it fails without it. */
export function startChromium(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath}. Install it (apt-get install -y chromium), or name its path in CHROMIUM_PATH.`,
    );
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}
