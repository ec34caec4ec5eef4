export type { Audience } from "./audience.mjs";
export { type Closing, closings } from "./closings.mjs";
export { DraftGateError, type DraftGateErrorCode } from "./error.mjs";
export type { DraftGateOptions } from "./options.mjs";
export { withDraftGate } from "./site/with-draft-gate.mjs";
