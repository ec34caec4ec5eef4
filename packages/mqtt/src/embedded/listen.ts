import { createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTls, type TLSSocket, type TlsOptions } from "node:tls";
import { createWebSocketStream, WebSocketServer } from "ws";
import { LinkError } from "../error.ts";
import { tryDevEui } from "../protocol/dev-eui.ts";
import { pskBytes } from "../session/tls.ts";
import type { Listener } from "./options.ts";

/** A listener that is open. */
export interface OpenListener {
  readonly url: string;
  close(): Promise<void>;
}

/** A client that has come in; `name` is what its certificate or key proves. */
export type OnClient = (stream: Duplex, name: string | undefined) => void;

/**
 * Opens a listener.
 *
 * @throws LinkError `invalid-configuration`
 */
export async function listen(listener: Listener, onClient: OnClient): Promise<OpenListener> {
  const { protocol, host, port } = listener;
  const identities = new WeakMap<object, string>();
  const sockets = new Set<Socket>();
  // Where something has to be proved, a client without a name is nobody, and not one that proves nothing.
  const nameOf = (socket: Socket | TLSSocket): string | undefined => {
    if (listener.psk !== undefined) return identities.get(socket) ?? "";
    if (listener.clientCa === undefined) return undefined;
    const name = (socket as TLSSocket).getPeerCertificate().subject?.CN;
    return typeof name === "string" ? name : "";
  };
  const server = makeServer(listener, identities, onClient, nameOf);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new LinkError(
          "invalid-configuration",
          `embedded: cannot listen at ${host}:${port} (${error.code}); choose another port or host`,
          { cause: error },
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
  const open = (server.address() as AddressInfo).port;
  return {
    url: `${protocol}://${host}:${open}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function makeServer(
  listener: Listener,
  identities: WeakMap<object, string>,
  onClient: OnClient,
  nameOf: (socket: Socket) => string | undefined,
): Server {
  switch (listener.protocol) {
    case "mqtt":
      return createTcp((socket) => onClient(socket, undefined));
    case "mqtts":
      return createTls(inTls(listener, identities), (socket) => onClient(socket, nameOf(socket)));
    default: {
      const http = listener.protocol === "wss" ? createHttps(inTls(listener, identities)) : createHttp();
      const webSockets = new WebSocketServer({
        server: http,
        perMessageDeflate: false,
        maxPayload: 2 ** 24,
        handleProtocols: (protocols) => (protocols.has("mqtt") ? "mqtt" : false),
      });
      webSockets.on("error", () => {}); // the HTTP server says it too
      webSockets.on("connection", (socket, request) =>
        onClient(createWebSocketStream(socket), nameOf(request.socket)),
      );
      return http;
    }
  }
}

function inTls(listener: Listener, identities: WeakMap<object, string>): TlsOptions {
  const { cert, key, clientCa, psk } = listener;
  if (psk !== undefined) {
    const keys = new Map(
      Object.entries(psk).map(([identity, secret]) => [canonical(identity), pskBytes({ key: secret })]),
    );
    return {
      minVersion: "TLSv1.2",
      maxVersion: "TLSv1.2",
      ciphers: "PSK",
      pskCallback: (socket, identity) => {
        identities.set(socket, identity);
        return keys.get(canonical(identity)) ?? null;
      },
    };
  }
  return {
    minVersion: "TLSv1.2",
    cert,
    key,
    ...(clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true }),
  };
}

function canonical(identity: string): string {
  return tryDevEui(identity)?.devEui ?? identity;
}
