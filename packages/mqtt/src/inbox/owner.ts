import { createHash } from "node:crypto";
import { realpathSync, unlinkSync } from "node:fs";
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
 * `onKnock` is called when the command line has changed the inbox.
 *
 * @throws LinkError `invalid-configuration` when another process is the owner
 */
export async function ownInbox(path: string, onKnock: () => void): Promise<Ownership> {
  const address = addressOf(path);
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.end();
    onKnock();
  });
  try {
    await listen(server, address);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    if (await knock(path)) {
      throw new LinkError(
        "invalid-configuration",
        `inbox ${path}: another process works from it; expected a folder of its own for each backend`,
      );
    }
    unlinkSync(address); // whoever listened there was killed
    await listen(server, address);
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
