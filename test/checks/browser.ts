import { existsSync } from "node:fs";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * Where a Chromium is.
 *
 * @throws Error with the command that installs one
 */
export function browserPath(): string {
  const given = process.env.CHROMIUM_PATH;
  const found = given ?? places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Error(
    "expected Chromium at /usr/bin/chromium. Type: sudo apt-get install -y chromium, or set CHROMIUM_PATH",
  );
}
