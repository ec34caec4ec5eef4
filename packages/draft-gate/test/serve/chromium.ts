import { existsSync } from "node:fs";

/**
 * Where this machine's Chromium is: `CHROMIUM_PATH`, or where Debian puts it.
 *
 * @throws where there is none: a test that needs it fails without it
 */
export function chromiumPath(): string {
  const path = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  if (existsSync(path)) return path;
  throw new Error(
    `There is no Chromium at ${path}. Install it (apt-get install -y chromium), or name its path in CHROMIUM_PATH.`,
  );
}
