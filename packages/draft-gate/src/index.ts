export type { Audience } from "./audience.ts";
export { type Closing, closings } from "./closings.ts";
export { DraftGateError, type DraftGateErrorCode } from "./error.ts";
export type { DraftGateOptions } from "./options.ts";
export { withDraftGate } from "./site/with-draft-gate.ts";
