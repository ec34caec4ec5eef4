import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * Where a Chromium is: that of `CHROMIUM_PATH`, or the first in the `PATH`.
 *
 * @throws Error with what to install
 */
export function chromiumPath(): string {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined) return given;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) =>
    existsSync(file),
  );
  if (found !== undefined) return found;
  throw new Error(
    `expected a Chromium in the PATH, as ${NAMES.join(", ")}. Type: sudo apt-get install -y chromium, or set CHROMIUM_PATH`,
  );
}
