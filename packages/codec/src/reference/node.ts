/**
 * The way to the reference engine in Node, which says what to install where it is missing: it alone asks for more than
 * the package brings along. A bundler says so by itself.
 *
 * @module
 */
import type { SeparateEngine } from "../engine.ts";

/** Packages, each of the version that `package.json` asks for. */
const PEERS = { "cbor-x": "cbor-x@1", ajv: "ajv@8" } as const;

/** The engine to hold the others against. */
export const reference: SeparateEngine = await load();

async function load(): Promise<SeparateEngine> {
  try {
    return (await import("./reference.ts")).reference;
  } catch (error) {
    throw isMissing(error)
      ? new Error(
          `@wirebook/codec/reference stands on cbor-x 1 and ajv 8, which are not installed with the package: npm install ${Object.values(PEERS).join(" ")}`,
          { cause: error },
        )
      : error;
  }
}

function isMissing(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  // Of another version it may be a file of the package that is missing.
  const isPeer = Object.keys(PEERS).some((peer) => new RegExp(`['/\\\\]${peer}['/\\\\]`).test(message));
  return code === "ERR_MODULE_NOT_FOUND" && isPeer;
}
