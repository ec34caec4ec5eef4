import { caseOf } from "./case.ts";
import { batchOf } from "./telegrams.ts";

/** As many telegrams as a payload may hold: 1 MB. */
export const megabyte = caseOf(batchOf("megabyte", 10_400));
