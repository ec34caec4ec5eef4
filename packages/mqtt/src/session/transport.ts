import { connect as connectTcp } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { createWebSocketStream, WebSocket } from "ws";
import { bracketed, type HostUri } from "../hosts/host-uri.ts";
import { divideMessages } from "../packets/web-socket-frames.ts";
import { type TlsSettings, tlsOptions } from "./tls.ts";
import type { WebSocketSettings } from "./web-socket.ts";

/** Opens the stream of bytes to a host: TCP, TLS, or WebSockets over either. Errors come as the stream's `error` event. */
export function openStream(
  host: HostUri,
  settings?: TlsSettings,
  { path = "/mqtt", headers = {} }: WebSocketSettings = {},
): Duplex {
  const target = { host: host.host, port: host.port };
  switch (host.protocol) {
    case "mqtts":
      return connectTls({ ...target, ...tlsOptions(host, settings) }).setNoDelay(true);
    case "ws":
    case "wss": {
      const secure = host.protocol === "wss" ? tlsOptions(host, settings) : {};
      const address = `${host.protocol}://${bracketed(host.host)}:${host.port}${path}`;
      const socket = new WebSocket(address, "mqtt", {
        ...secure,
        headers,
        perMessageDeflate: false,
      });
      socket.on("upgrade", (response) => divideMessages(response.socket, false));
      return createWebSocketStream(socket);
    }
    default:
      return connectTcp(target).setNoDelay(true);
  }
}
