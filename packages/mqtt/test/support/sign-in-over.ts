import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import { generate, type Packet, parser } from "mqtt-packet";
import { devEui } from "./messages.ts";
import { hello } from "./raw-client.ts";
import { undo, until } from "./scene.ts";

/** What became of a client that signs in over TLS. */
export interface SignedIn {
  /** The session that the server gave, if any. */
  readonly session: Buffer | undefined;
  /** That of CONNACK; `undefined` where the connection was closed before. */
  readonly returnCode: number | undefined;
  readonly isResumed: boolean;
}

/** Signs in over TLS, and answers with the session that the server gave, if any, and what became of CONNECT. */
export async function signInOver(options: ConnectionOptions, clientId = devEui): Promise<SignedIn> {
  const socket: TLSSocket = connect({ host: "127.0.0.1", ...options });
  undo(() => socket.destroy());
  let session: Buffer | undefined;
  let returnCode: number | undefined;
  let isClosed = false;
  const reader = parser({ protocolVersion: 4 });
  reader.on("packet", (packet: Packet) => {
    if (packet.cmd === "connack") returnCode = packet.returnCode;
  });
  socket.on("session", (given: Buffer) => {
    session = given;
  });
  socket.on("data", (bytes) => reader.parse(bytes));
  socket.on("error", () => {});
  socket.on("close", () => {
    isClosed = true;
  });
  socket.on("secureConnect", () => socket.write(hello(clientId)));
  await until(() => returnCode !== undefined || isClosed);
  session ??= socket.getSession();
  const isResumed = socket.isSessionReused();
  socket.end(generate({ cmd: "disconnect" }));
  await until(() => isClosed);
  return { session, returnCode, isResumed };
}
