import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { badPayload, badUsage } from "../error.ts";
import { openInput } from "./stream.ts";

/** A file of certificates, or a request, as bytes. */
export interface GivenFile {
  readonly bytes: Uint8Array;
  /** The file's name, or `standard input`. */
  readonly name: string;
}

/** More bytes than all certificates have that a system trusts. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Reads a file, or standard input for `-`; more than anybody's certificates take is refused. */
export async function readCertificateFile(path: string, what: string): Promise<GivenFile> {
  const { name, stream } = openInput(path, what);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > MOST_BYTES) throw badPayload(`${name}: expected at most ${MOST_BYTES} bytes, found more`);
    parts.push(part);
  }
  return { bytes: new Uint8Array(Buffer.concat(parts)), name };
}

/** The root beside a file: what its holder trusts, as long as nothing else is said. */
export function rootBeside(path: string): string | undefined {
  const root = join(path === "-" ? "." : dirname(path), "root.crt");
  return existsSync(root) ? root : undefined;
}

/** Errors of certificates that are a mistake in how the command was called. */
const USAGE: ReadonlySet<string> = new Set(["exists", "storage", "invalid-configuration", "authority"]);

/** Runs what may refuse certificates, and says it as the command line does. */
export function inCertificates<T>(run: () => T | Promise<T>, hint?: string): Promise<T> {
  return saying(run, ({ code, message }) => (USAGE.has(code) ? badUsage : badPayload)(message, hint));
}

/** The same where all that could be refused was said in options. */
export function inOptions<T>(run: () => T | Promise<T>): Promise<T> {
  return saying(run, ({ message }) => badUsage(message));
}

interface Refusal extends Error {
  readonly code: string;
}

async function saying<T>(run: () => T | Promise<T>, say: (refusal: Refusal) => Error): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof Error && error.name === "CertificateError" ? say(error as Refusal) : error;
  }
}

/** How long, as `--days` and `--no-expiry` say it; `undefined` where neither does. */
export function lifetimeOf({
  days,
  expiry = true,
}: {
  readonly days?: number;
  readonly expiry?: boolean;
}): number | "unlimited" | undefined {
  if (expiry) return days;
  if (days !== undefined) throw badUsage("expected --days or --no-expiry, found both");
  return "unlimited";
}
