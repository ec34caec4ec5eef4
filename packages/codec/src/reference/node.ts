/**
 * The way to the reference engine in Node, which says what to install where it is missing: it alone asks for more than
 * the package brings along. A bundler says so by itself.
 *
 * @module
 */
import type { SeparateEngine } from "../engine.ts";

const PEERS = ["cbor-x", "ajv"];

/** The engine to hold the others against. */
export const reference: SeparateEngine = await load();

async function load(): Promise<SeparateEngine> {
  try {
    return (await import("./reference.ts")).reference;
  } catch (error) {
    throw isMissing(error)
      ? new Error(
          `@wirebook/codec/reference stands on ${PEERS.join(" and ")}, which are not installed with the package: npm install ${PEERS.join(" ")}`,
          { cause: error },
        )
      : error;
  }
}

function isMissing(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ERR_MODULE_NOT_FOUND" && PEERS.some((peer) => message.includes(`'${peer}'`));
}
