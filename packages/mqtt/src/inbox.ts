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
export { type CheckOptions, checkInboxFiles, type InboxCheck } from "./inbox/damage/check.ts";
export { type InboxRescue, rescueInbox } from "./inbox/damage/rescue.ts";
export type { Rescued } from "./inbox/damage/rescued.ts";
export { hasSameId } from "./inbox/lease/watch-owner.ts";
export type { DeadLetter, KeptMessage } from "./inbox/store/kept.ts";
export type { Missing } from "./inbox/store/missing.ts";
export type { DeadReason } from "./inbox/store/store.ts";
