/**
 * The folder of an inbox in the hands of its administrator: what `wirebook inbox` does.
 *
 * @module
 */
export {
  type DeadLetter,
  type InboxFiles,
  type InboxStatus,
  openInboxFiles,
  type PurgeChoice,
  type ReplayChoice,
} from "./inbox/administer.ts";
export type { DeadReason } from "./inbox/store.ts";
