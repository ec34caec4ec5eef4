import { validateHeaderName, validateHeaderValue } from "node:http";
import { LinkError } from "../error.ts";
import type { HostUri } from "../hosts/host-uri.ts";
import { type Asked, ask } from "./ask.ts";

/** How `ws` and `wss` hosts are asked for MQTT. */
export interface WebSocketSettings {
  /** Path, and query where there is one. Default: `/mqtt`. */
  readonly path?: string;
  /** Headers of the request that opens the WebSocket, such as `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks for the settings of a host. */
export async function readWebSocket(
  host: HostUri,
  asked: Asked<WebSocketSettings> | undefined,
  patience: Parameters<typeof ask>[2],
): Promise<WebSocketSettings> {
  if (asked === undefined || (host.protocol !== "ws" && host.protocol !== "wss")) return {};
  return ask(host, { name: "webSocket", asked, check: faultOf }, patience);
}

/**
 * Refuses what HTTP cannot say.
 *
 * @throws LinkError `invalid-configuration`
 */
export function checkWebSocket(asked: Asked<WebSocketSettings> | undefined): void {
  if (asked === undefined || typeof asked === "function") return;
  const fault = faultOf(asked);
  if (fault !== undefined) throw new LinkError("invalid-configuration", `webSocket${fault}`);
}

function faultOf(settings: unknown): string | undefined {
  if (typeof settings !== "object" || settings === null) return ": expected an object with path and headers";
  const { path, headers = {} } = settings as WebSocketSettings;
  if (path !== undefined && (typeof path !== "string" || !/^\/[\x21\x22\x24-\x7e]*$/.test(path))) {
    return ".path: expected visible ASCII characters behind a slash, without #";
  }
  try {
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
  } catch {
    return ".headers: expected names and values of HTTP headers";
  }
  return undefined;
}
