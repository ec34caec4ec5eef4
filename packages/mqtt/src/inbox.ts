/**
 * The folder of an inbox in the hands of its administrator: what `wirebook inbox` does.
 *
 * @module
 */
export {
  type InboxFiles,
  type InboxOwner,
  type InboxStatus,
  openInboxFiles,
  type PurgeChoice,
  type ReplayChoice,
} from "./inbox/administer.ts";
export { type CheckOptions, checkInboxFiles, type InboxCheck } from "./inbox/check.ts";
export type { DeadLetter, KeptMessage } from "./inbox/kept.ts";
export type { Missing } from "./inbox/missing.ts";
export { type InboxRescue, rescueInbox } from "./inbox/rescue.ts";
export type { Rescued } from "./inbox/rescued.ts";
export type { DeadReason } from "./inbox/store.ts";
export { hasSameId } from "./inbox/watch-owner.ts";
