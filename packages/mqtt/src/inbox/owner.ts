import { createHash } from "node:crypto";
import { realpathSync, statSync, unlinkSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LinkError } from "../error.ts";

/** The one process that works from an inbox. */
export interface Ownership {
  release(): Promise<void>;
}

/**
 * Makes this process the owner of an inbox: it listens on a socket that ends with it, however it ends.
 * `onKnock` is called when the command line has changed the inbox. `alone` runs something while no other process runs
 * anything of the kind.
 *
 * @throws LinkError `invalid-configuration` when another process is the owner
 */
export async function ownInbox(
  path: string,
  alone: (run: () => void) => void,
  onKnock: () => void,
): Promise<Ownership> {
  const address = addressOf(path);
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.end();
    onKnock();
  });
  for (;;) {
    const before = identityOf(address);
    try {
      await listen(server, address);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
    if (await answers(path)) {
      throw new LinkError(
        "invalid-configuration",
        `inbox ${path}: another process works from it; expected a folder of its own for each backend`,
      );
    }
    // Whoever listened there was killed. Of several that find it so, one may have taken its place by now.
    alone(() => {
      if (before !== undefined && identityOf(address) === before) unlinkSync(address);
    });
  }
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Tells the owner that the inbox has changed; `false` where there is none. */
export function knock(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(addressOf(path));
    socket.on("error", () => resolve(false));
    socket.on("connect", () => socket.end());
    socket.on("data", () => {});
    socket.on("close", (hadError) => resolve(!hadError));
  });
}

/** Whether anybody is there; asked twice, since a process that begins has its socket a moment before it listens. */
async function answers(path: string): Promise<boolean> {
  if (await knock(path)) return true;
  await new Promise((resolve) => setTimeout(resolve, 50));
  return knock(path);
}

/** What tells a socket's file from the next one of the same name. */
function identityOf(address: string): string | undefined {
  const found = statSync(address, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? undefined : `${found.ino} ${found.ctimeNs}`;
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** A path of a socket may have about 100 bytes, so it is not in the inbox's own folder. */
function addressOf(path: string): string {
  const name = `wirebook-${createHash("sha256").update(realpathSync(path)).digest("hex").slice(0, 24)}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}
