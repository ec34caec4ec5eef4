import { connect } from "node:net";

/** Resolves when somebody listens at a port. */
export async function listening(port: number, within = 10_000): Promise<void> {
  const until = Date.now() + within;
  while (!(await accepts(port))) {
    if (Date.now() > until) throw new Error(`port ${port}: nobody listens there within ${within} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => resolve(false));
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
