import { Gauge, type Registry } from "prom-client";
import type { InboxFiles } from "../inbox/administer.ts";

/** Shows what waits in an inbox, which is told later, if there is one. */
export function gaugeWaiting(registry: Registry): (path: string) => void {
  let path: string | undefined;
  let files: InboxFiles | undefined;
  const waiting = async (): Promise<ReturnType<InboxFiles["waiting"]>> => {
    if (path === undefined) return { pending: 0 };
    // The database is loaded where there is an inbox alone.
    const { openInboxFiles } = await import("../inbox/administer.ts");
    files ??= openInboxFiles(path);
    return files.waiting();
  };
  const registers = [registry];
  new Gauge({
    name: "wirebook_pending",
    help: "Messages that wait for their handler",
    registers,
    async collect() {
      this.set((await waiting()).pending);
    },
  });
  new Gauge({
    name: "wirebook_oldest_unprocessed_seconds",
    help: "Age of the oldest message that waits for its handler; 0 where none waits",
    registers,
    async collect() {
      const since = (await waiting()).oldestPending?.getTime();
      this.set(since === undefined ? 0 : Math.max(0, Date.now() - since) / 1000);
    },
  });
  return (inbox) => {
    path = inbox;
  };
}
