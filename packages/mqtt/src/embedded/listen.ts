import { createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTls, type TLSSocket, type Server as TlsServer } from "node:tls";
import { createWebSocketStream, WebSocketServer } from "ws";
import { LinkError } from "../error.ts";
import { divideMessages } from "../packets/web-socket-frames.ts";
import { urlOf } from "./address.ts";
import { proofOfCertificate } from "./client-certificate.ts";
import { createCredentials } from "./credentials.ts";
import type { Listener } from "./options.ts";
import type { Refusals } from "./refusals.ts";
import type { ListenerRenewal } from "./renewal.ts";
import type { Proof } from "./sign-in.ts";
import { inTls, tlsRefusal } from "./tls-server.ts";

/** The most bytes of a WebSocket message, which is never more than a chunk that came. */
const MOST_MESSAGE_BYTES = 2 ** 20;

/** A listener that is open. */
export interface OpenListener {
  readonly url: string;
  /**
   * Looks at other certificates and fingerprints, and answers what takes them over. Who is connected stays: `isTrusted` of an
   * arrival tells who should not.
   *
   * @throws LinkError `invalid-configuration`
   */
  prepare(renewal: ListenerRenewal): () => void;
  close(): Promise<void>;
}

/** A client that has come in. */
export interface Arrival {
  readonly stream: Duplex;
  /** Where it came from. */
  readonly address: string;
  /** What its certificate or key proves; `undefined` where neither is asked for. */
  readonly proved: Proof | undefined;
  /** Whether what it has proved would still let it in. */
  isTrusted(): boolean;
}

/** Is called with each client that has come in. */
export type OnClient = (arrival: Arrival) => void;

/**
 * Opens a listener.
 *
 * @throws LinkError `invalid-configuration`
 */
export async function listen(
  listener: Listener,
  onClient: OnClient,
  refusals: Pick<Refusals, "refuse">,
): Promise<OpenListener> {
  const { host, port } = listener;
  const identities = new WeakMap<object, string>();
  const sockets = new Set<Socket>();
  const credentials = createCredentials(listener, identities);
  const asksForCertificate = listener.clientCa !== undefined || listener.fingerprints !== undefined;
  const proofs = new WeakMap<Socket, Proof>();
  // Where something has to be proved, a client without a name is nobody, and not one that proves nothing.
  const proofOf = (socket: Socket): Proof | undefined => {
    if (listener.psk !== undefined) return { by: "psk", identity: identities.get(socket) ?? "" };
    return asksForCertificate ? (proofs.get(socket) ?? { by: "certificate", identity: "" }) : undefined;
  };
  const server = makeServer(listener, identities, (stream, socket) => {
    const proved = proofOf(socket);
    const isTrusted = () =>
      proved?.fingerprint === undefined || credentials.trust.fingerprints?.has(proved.fingerprint) === true;
    onClient({ stream, address: addressOf(socket), proved, isTrusted });
  });
  if (asksForCertificate) {
    // Before whoever speaks MQTT or HTTP over it sees the socket.
    server.prependListener("secureConnection", (socket: TLSSocket) => {
      const proof = proofOfCertificate(socket, credentials.trust);
      if (typeof proof !== "string") return proofs.set(socket, proof);
      refusals.refuse({ address: addressOf(socket), client: "", reason: proof });
      socket.destroy();
    });
  }
  server.on("tlsClientError", (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    // A certificate that was looked at and not taken is no error of TLS: the socket alone knows of it.
    const code = socket.authorizationError as unknown as string | null | undefined;
    const reason = tlsRefusal(code ? { ...error, code } : error, listener);
    if (reason !== undefined) refusals.refuse({ address: addressOf(socket), client: "", reason });
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    // Read once, it is known when the socket is gone.
    addressOf(socket);
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
    url: urlOf(listener, open),
    prepare: (renewal) => credentials.prepare(renewal, server as TlsServer),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Where a socket comes from. One of TLS that is gone knows it no more: the one that it was made from does. */
function addressOf(socket: Socket & { readonly _parent?: Socket | null }): string {
  return socket.remoteAddress ?? socket._parent?.remoteAddress ?? "";
}

function makeServer(
  listener: Listener,
  identities: WeakMap<object, string>,
  onStream: (stream: Duplex, socket: Socket) => void,
): Server {
  switch (listener.protocol) {
    case "mqtt":
      return createTcp((socket) => onStream(socket, socket));
    case "mqtts":
      return createTls(inTls(listener, identities), (socket) => {
        if (!socket.destroyed) onStream(socket, socket);
      });
    default: {
      const http = listener.protocol === "wss" ? createHttps(inTls(listener, identities)) : createHttp();
      // Before the server of WebSockets sees the socket, which would collect messages as a whole.
      http.on("upgrade", (_, socket: Duplex) => divideMessages(socket, true));
      const webSockets = new WebSocketServer({
        server: http,
        perMessageDeflate: false,
        maxPayload: MOST_MESSAGE_BYTES,
        handleProtocols: (protocols) => (protocols.has("mqtt") ? "mqtt" : false),
      });
      webSockets.on("error", () => {}); // the HTTP server says it too
      webSockets.on("connection", (socket, request) =>
        onStream(createWebSocketStream(socket), request.socket),
      );
      return http;
    }
  }
}
