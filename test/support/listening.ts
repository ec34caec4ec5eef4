import { connect } from "node:net";

/** Resolves when somebody listens at a port, of the loopback interface where no host is named. */
export async function listening(port: number, within = 10_000, host = "127.0.0.1"): Promise<void> {
  const until = Date.now() + within;
  while (!(await accepts(port, host))) {
    if (Date.now() > until) throw new Error(`port ${port}: nobody listens there within ${within} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function accepts(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.on("error", () => resolve(false));
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
