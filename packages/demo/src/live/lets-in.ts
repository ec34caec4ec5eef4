import { connect } from "node:tls";

/** CONNECT of MQTT 3.1.1 with a clean session and the client id `x`. */
const CONNECT = Uint8Array.of(0x10, 13, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 60, 0, 1, 0x78);
/** Milliseconds after which nothing comes any more. */
const PATIENCE = 10_000;

/** Whether a broker answers whoever comes by TLS without a certificate. */
export function letsAnybodyIn(broker: string): Promise<boolean> {
  const { hostname, port } = new URL(broker);
  return new Promise((resolve) => {
    // What the broker shows is not asked here.
    const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
    const end = (isIn: boolean) => {
      socket.destroy();
      resolve(isIn);
    };
    socket.setTimeout(PATIENCE, () => end(false));
    socket.on("secureConnect", () => socket.write(CONNECT));
    socket.on("data", () => end(true));
    socket.on("error", () => end(false));
    socket.on("close", () => end(false));
  });
}
