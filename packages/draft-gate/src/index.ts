export { DraftGateError, type DraftGateErrorCode } from "./error.ts";
export type { Audience } from "./model/audience.ts";
export { type Closing, closings } from "./model/closings.ts";
export type { DraftGateOptions } from "./model/options.ts";
export { withDraftGate } from "./site/with-draft-gate.ts";
