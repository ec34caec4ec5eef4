import { caseOf } from "./case.ts";
import { batchOf } from "./telegrams.ts";

/** 40 telegrams: 4 kB. */
export const batch = caseOf(batchOf("batch", 40));
