import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
};

/** A server of a built tree, with the content security policy that the draft gate sends. */
export interface TreeServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a built tree on a port of the loopback interface. */
export async function serveTree(tree: string): Promise<TreeServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/auth/check") {
      // The gate's server answers this to whoever is signed in; a private tree asks before it shows a draft again.
      response.writeHead(204).end();
      return;
    }
    const file = fileFor(tree, decodeURIComponent(pathname));
    const body = readFileSync(file ?? path.join(tree, "404.html"));
    const type = TYPES[path.extname(file ?? "404.html")] ?? "application/octet-stream";
    response.writeHead(file === undefined ? 404 : 200, {
      "content-type": type,
      "content-security-policy": policyFor(type.startsWith("text/html") ? body.toString("utf8") : ""),
      "cache-control": "no-store",
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closed(server) };
}

function fileFor(tree: string, pathname: string): string | undefined {
  const file = path.join(tree, path.normalize(pathname));
  return [file, path.join(file, "index.html"), `${file}.html`].find(
    (one) => existsSync(one) && statSync(one).isFile(),
  );
}

/** No script but the site's own files and the inline ones that the build wrote, by their hash. */
function policyFor(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = inline.map(
    ([, code = ""]) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`,
  );
  return [
    "default-src 'self'",
    `script-src ${["'self'", ...hashes].join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
}
