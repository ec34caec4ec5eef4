/**
 * A backend that answers requests while its uplinks take 5 ms each, in a process of its own.
 *
 * @module
 */
import { createBackend } from "@wirebook/mqtt";
import { reqSync } from "@wirebook/schemas";
import { upTick } from "../faults/message.ts";

const [url, port, inbox] = process.argv.slice(2) as [string, string, string];
let handled = 0;
const backend = await createBackend({
  ...(url === "embedded" ? { embedded: { port: Number(port) } } : { url }),
  messages: [upTick, reqSync],
  inbox: { path: inbox },
});
backend.onUplink(upTick, async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  handled++;
});
backend.onRequest(reqSync, () => ({ d: { app: null, boot: null, mfw: null, etag: null } }));
process.once("SIGTERM", async () => {
  await backend.close();
  process.stdout.write(`handled ${handled}\n`);
  process.exit(0);
});
process.stdout.write("ready\n");
