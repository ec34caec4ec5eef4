/** Tells the operator what happens, on standard error; never about readers, which is the audit log's part. */
export type Log = (level: "info" | "warn" | "error", message: string) => void;

/** One JSON line for each message. */
export function createLog(stream: NodeJS.WritableStream): Log {
  return (level, message) =>
    void stream.write(`${JSON.stringify({ time: new Date().toISOString(), level, message })}\n`);
}
