import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context/context.ts";
import type { Headers } from "./security-headers.ts";

/** Statuses for what Node's parser or its clock refused, by the error's code; 400 for the rest. */
const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * Answers what is no request, or one too long or too slow to be read: Node would, without any header of ours.
 *
 * @param headers - what every answer carries
 */
export function answerUnread(headers: Headers) {
  return ({ code = "" }: NodeJS.ErrnoException, socket: Socket): void => {
    if (code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    const status = statuses[code] ?? 400;
    const lines = Object.entries(unread(headers)).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n`);
    socket.destroySoon();
  };
}

/** Answers, with the headers of every answer, what Node would refuse by itself once it has read it. */
export function refuseUnread(app: FastifyInstance, { headers }: Context): void {
  // RFC 9112, section 3.2. Nothing here is taken from the header, but a request without it is none.
  app.addHook("onRequest", async ({ headers: { host }, raw }, reply) => {
    if (host === undefined && raw.httpVersion === "1.1")
      await reply.headers(unread(headers)).code(400).send();
  });
  app.server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(417, unread(headers)).end();
  });
}

function unread(headers: Headers): Record<string, string> {
  return { ...headers, "cache-control": "no-store", "content-length": "0", connection: "close" };
}
