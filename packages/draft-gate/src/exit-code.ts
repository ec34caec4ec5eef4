import type { DraftGateErrorCode } from "./error.ts";

/** The exit code of a command: 3 for a leak, 4 for a scan that proves nothing, 2 for another build at work, else 1. */
export function exitCode(code: DraftGateErrorCode): number {
  switch (code) {
    case "leak":
      return 3;
    case "blind":
      return 4;
    case "locked":
      return 2;
    default:
      return 1;
  }
}
