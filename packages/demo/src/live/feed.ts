import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Message } from "@wirebook/codec";
import type { Metrics } from "@wirebook/mqtt/metrics";
import { describeUplink, type LiveUplink } from "./uplink.ts";

/** Hands on what comes, as server-sent events, and the metrics. It listens on this machine alone: the gate is in front of it. */
export interface Feed {
  readonly eventsUrl: string;
  readonly metricsUrl: string;
  add(message: Message, value: { readonly n: bigint }, devEui: string): void;
  /** Calls a function with each message from now on, until it answers false. */
  watch(onUplink: (uplink: LiveUplink) => boolean): void;
  close(): Promise<void>;
}

/** Messages that a page is shown at once when it opens. */
const KEPT = 30;
/** Milliseconds between signs of life on a quiet stream. */
const HEARTBEAT = 10_000;
/** Bytes that may wait for a reader that does not read; it comes back by itself, and gets what it missed. */
const MOST_WAITING = 1 << 20;

/** Starts the feed on a free port. */
export async function openFeed(metrics: Metrics): Promise<Feed> {
  const readers = new Set<ServerResponse>();
  const watching = new Set<(uplink: LiveUplink) => boolean>();
  const recent: LiveUplink[] = [];
  let count = 0;

  const textOf = (uplink: LiveUplink): string =>
    `id: ${uplink.id}\nevent: uplink\ndata: ${JSON.stringify(uplink)}\n\n`;
  const stream = (request: IncomingMessage, response: ServerResponse): void => {
    const seen = Number(request.headers["last-event-id"] ?? 0);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(
      `retry: 1000\n\n${recent
        .filter(({ id }) => id > seen)
        .map(textOf)
        .join("")}`,
    );
    readers.add(response);
    response.on("close", () => readers.delete(response));
  };
  const tell = (text: string): void => {
    for (const reader of readers) {
      if (reader.writableLength > MOST_WAITING) reader.destroy();
      else reader.write(text);
    }
  };
  const server = createServer(async (request, response) => {
    if (request.url === "/events") return stream(request, response);
    if (request.url !== "/metrics") return response.writeHead(404).end();
    response.writeHead(200, { "content-type": metrics.contentType }).end(await metrics.text());
  });
  const beating = setInterval(() => tell(": here\n\n"), HEARTBEAT);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    eventsUrl: `${url}/events`,
    metricsUrl: `${url}/metrics`,
    add: (message, value, devEui) => {
      const uplink = describeUplink(message, value, { id: ++count, devEui, time: Date.now() });
      recent.push(uplink);
      if (recent.length > KEPT) recent.shift();
      tell(textOf(uplink));
      for (const watches of watching) if (!watches(uplink)) watching.delete(watches);
    },
    watch: (onUplink) => void watching.add(onUplink),
    close: async () => {
      clearInterval(beating);
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}
