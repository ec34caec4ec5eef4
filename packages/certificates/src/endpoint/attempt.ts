import type { X509Certificate } from "node:crypto";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from "node:tls";
import type { Address } from "./address.ts";

/** How a connection is tried. */
export interface AttemptOptions extends Pick<ConnectionOptions, "ca" | "cert" | "key" | "maxVersion"> {
  /** The name to ask for, where it is not the host's. */
  readonly servername?: string | undefined;
  /** Whether OpenSSL is to end what it does not trust. */
  readonly strict: boolean;
  /** Milliseconds. */
  readonly timeout: number;
}

/** What became of it. */
export interface Attempt {
  /** How far it came: nothing, a connection, TLS, and TLS that the other side keeps up. */
  readonly stage: "nothing" | "connected" | "secure" | "kept";
  /** What ended it: a code of the system or of OpenSSL, or `closed`, or `timeout`. */
  readonly ended?: string;
  readonly version?: string;
  /** The certificates that the other side has sent, in its order. */
  readonly sent: readonly X509Certificate[];
}

/** The least milliseconds to wait for what the other side says of a client certificate, which in TLS 1.3 comes late. */
const LEAST_WAIT = 400;
/** How many times what the handshake took. */
const WAITS = 4;

/** Connects, looks at what is sent, and waits until it is clear that the other side keeps the connection. */
export async function attempt({ host, port }: Address, options: AttemptOptions): Promise<Attempt> {
  const tcp = connectTcp({ host, port }).on("error", () => {});
  const connected = await outcome(tcp, "connect", options.timeout);
  if (connected !== undefined) {
    tcp.destroy();
    return { stage: "nothing", ended: connected, sent: [] };
  }
  const begin = performance.now();
  const { strict, timeout, servername, ...rest } = options;
  const name = servername ?? host;
  const socket = connectTls({
    ...rest,
    socket: tcp,
    // Of addresses, SNI knows nothing.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    rejectUnauthorized: strict,
    // Names are judged by OpenSSL itself: of Node's own look at them, some versions know no IPv6.
    checkServerIdentity: () => undefined,
    // Weak servers are to be described, not only refused.
    ...(strict ? {} : { minVersion: "TLSv1", ciphers: "DEFAULT:@SECLEVEL=0" }),
  }).on("error", () => {});
  const ended = await outcome(socket, "secureConnect", timeout);
  if (ended !== undefined) {
    socket.destroy();
    return { stage: "connected", ended, sent: [] };
  }
  const seen = { version: socket.getProtocol() ?? "", sent: sentBy(socket) };
  const refused = await outcome(socket, "data", Math.max(LEAST_WAIT, WAITS * (performance.now() - begin)));
  socket.destroy();
  return refused === undefined || refused === "timeout"
    ? { stage: "kept", ...seen }
    : { stage: "secure", ended: refused, ...seen };
}

/** Waits for an event; answers what came in its place. */
function outcome(socket: Socket, event: string, timeout: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve("timeout"), timeout);
    const settle = (ended?: string) => {
      clearTimeout(timer);
      resolve(ended);
    };
    socket.once(event, () => settle());
    socket.once("error", (error: NodeJS.ErrnoException) => settle(codeOf(error)));
    socket.once("end", () => settle("closed"));
    socket.once("close", () => settle("closed"));
  });
}

/** What is told of an error; of some, OpenSSL has words alone. */
function codeOf({ code = "UNSPECIFIED", message }: NodeJS.ErrnoException): string {
  return code === "UNSPECIFIED" ? message : code;
}

function sentBy(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let next = socket.getPeerX509Certificate(); next !== undefined; next = next.issuerCertificate) {
    if (chain.some(({ raw }) => raw.equals((next as X509Certificate).raw))) break;
    chain.push(next);
  }
  return chain;
}
