import type { Inbox } from "../inbox/inbox.ts";
import type { Worker } from "../inbox/worker.ts";
import type { BackendOptions } from "./options.ts";
import { withoutInbox } from "./without-inbox.ts";

/**
 * Opens the inbox that the option says, or what stands for it.
 *
 * @throws LinkError `invalid-configuration`
 */
export async function openInboxOf(option: BackendOptions["inbox"], worker: Worker): Promise<Inbox> {
  if (option === false) return withoutInbox(worker);
  // The database is loaded where there is an inbox alone.
  const { openInbox } = await import("../inbox/inbox.ts");
  return openInbox(typeof option === "string" ? { path: option } : (option ?? {}), worker);
}
