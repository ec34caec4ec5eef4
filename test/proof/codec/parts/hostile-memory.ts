/** A process of its own that reads every hostile payload in every way and tells what memory that took. */
import { hostilePayloads, outcome, readers } from "./hostile.ts";

/** Bytes of memory. */
export interface MemoryReport {
  /** Peak of the resident memory beyond what it was with the modules and payloads loaded. */
  readonly growth: number;
  /** Largest heap seen between payloads. */
  readonly heap: number;
}

const payloads = hostilePayloads();
const before = process.resourceUsage().maxRSS * 1024;
let heap = 0;
for (const { payload } of payloads) {
  for (const read of Object.values(readers)) {
    outcome(read, payload);
    heap = Math.max(heap, process.memoryUsage().heapUsed);
  }
}
const growth = process.resourceUsage().maxRSS * 1024 - before;
console.log(JSON.stringify({ growth, heap } satisfies MemoryReport));
